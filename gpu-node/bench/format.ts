/** A figure with so many digits; a dash for what did not happen. */
export function figure(value: number, digits = 1): string {
  return Number.isFinite(value) ? value.toFixed(digits) : '–';
}

export function percent(share: number, digits = 0): string {
  return Number.isFinite(share) ? `${(100 * share).toFixed(digits)} %` : '–';
}

/** One line that says whether what must be shown is shown. */
export function verdict(claim: string, value: number, holds: boolean, digits = 2): string {
  return `${holds ? 'holds' : 'MISSED'}: ${claim}: ${figure(value, digits)}`;
}
