/** A kind of GPU. */
export interface Card {
  readonly name: string;
  /** Times as fast as the reference card. */
  readonly speed: number;
  /** For weights. */
  readonly gigabytes: number;
}

const a100: Card = { name: 'A100', speed: 1, gigabytes: 74 };
const h100: Card = { name: 'H100', speed: 2, gigabytes: 74 };
const a10: Card = { name: 'A10', speed: 0.4, gigabytes: 18 };
const cards = [a100, a100, h100, a10] as const;

/** The card of a node of the standard fleet, by its number from 0. */
export function cardOf(node: number): Card {
  return cards[node % cards.length] ?? a100;
}

/** How many reference cards the first nodes of the standard fleet are worth. */
export function speedOf(nodes: number): number {
  return Array.from({ length: nodes }, (_, node) => cardOf(node).speed).reduce((sum, speed) => sum + speed, 0);
}
