/** A binary heap that also finds, moves and removes any of its items in O(log n). Items are compared by identity. */
export class IndexedHeap<Item> {
  readonly #items: Item[] = [];
  readonly #indexes = new Map<Item, number>();
  readonly #compare: (a: Item, b: Item) => number;

  /** @param compare negative when `a` goes first; equal items come out in no particular order. */
  constructor(compare: (a: Item, b: Item) => number) {
    this.#compare = compare;
  }

  get size(): number {
    return this.#items.length;
  }

  /** The items in no particular order. */
  values(): IterableIterator<Item> {
    return this.#items.values();
  }

  /** The items in order, a step takes as long as there were before it, at most. The heap does not change meanwhile. */
  *inOrder(): Generator<Item, void, undefined> {
    const next = new Frontier((a, b) => this.#compare(this.#items[a] as Item, this.#items[b] as Item));
    if (this.#items.length > 0) next.add(0);
    for (let index = next.take(); index !== undefined; index = next.take()) {
      yield this.#items[index] as Item;
      for (const child of [2 * index + 1, 2 * index + 2]) if (child < this.#items.length) next.add(child);
    }
  }

  peek(): Item | undefined {
    return this.#items[0];
  }

  pop(): Item | undefined {
    const first = this.#items[0];
    if (first !== undefined) this.delete(first);
    return first;
  }

  /** Adds an item, or moves it to its place after what it is compared by has changed. One item changes at a time. */
  put(item: Item): void {
    const index = this.#indexes.get(item) ?? this.#items.length;
    this.#set(index, item);
    this.#sink(this.#rise(index));
  }

  /** Whether the item was there. */
  delete(item: Item): boolean {
    const index = this.#indexes.get(item);
    if (index === undefined) return false;
    this.#indexes.delete(item);
    const last = this.#items.pop();
    if (last !== undefined && last !== item) {
      this.#set(index, last);
      this.#sink(this.#rise(index));
    }
    return true;
  }

  #set(index: number, item: Item): void {
    this.#items[index] = item;
    this.#indexes.set(item, index);
  }

  #goesBefore(a: number, b: number): boolean {
    return this.#compare(this.#items[a] as Item, this.#items[b] as Item) < 0;
  }

  #swap(a: number, b: number): void {
    const item = this.#items[a] as Item;
    this.#set(a, this.#items[b] as Item);
    this.#set(b, item);
  }

  #rise(index: number): number {
    let at = index;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.#goesBefore(at, parent)) break;
      this.#swap(at, parent);
      at = parent;
    }
    return at;
  }

  #sink(index: number): void {
    let at = index;
    for (;;) {
      const left = 2 * at + 1;
      if (left >= this.#items.length) return;
      const right = left + 1;
      const child = right < this.#items.length && this.#goesBefore(right, left) ? right : left;
      if (!this.#goesBefore(child, at)) return;
      this.#swap(child, at);
      at = child;
    }
  }
}

/** Indexes whose items come next, few at a time. */
class Frontier {
  readonly #indexes: number[] = [];
  readonly #compare: (a: number, b: number) => number;

  constructor(compare: (a: number, b: number) => number) {
    this.#compare = compare;
  }

  add(index: number): void {
    let at = this.#indexes.length;
    while (at > 0 && this.#compare(this.#indexes[at - 1] as number, index) < 0) at -= 1;
    this.#indexes.splice(at, 0, index);
  }

  /** The one whose item goes first. */
  take(): number | undefined {
    return this.#indexes.pop();
  }
}
