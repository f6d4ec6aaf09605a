import fc from 'fast-check';
import { expect, test } from 'vitest';
import { IndexedHeap } from './heap.ts';

test('Items come out in order whatever was put, changed and deleted before', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom('put', 'change', 'delete'), fc.nat(9), fc.integer()), { maxLength: 60 }),
      (steps) => {
        const items = Array.from({ length: 10 }, (_, id) => ({ id, key: 0 }));
        const heap = new IndexedHeap<{ id: number; key: number }>((a, b) => a.key - b.key);
        const inside = new Set<(typeof items)[number]>();
        for (const [step, index, key] of steps) {
          const item = items[index];
          if (!item) continue;
          if (step === 'delete') {
            expect(heap.delete(item)).toBe(inside.delete(item));
          } else {
            item.key = key;
            heap.put(item);
            inside.add(item);
          }
        }
        const wanted = [...inside].map(({ key }) => key).sort((a, b) => a - b);
        expect(Array.from(heap.inOrder(), ({ key }) => key)).toEqual(wanted);
        const got: number[] = [];
        for (let item = heap.pop(); item; item = heap.pop()) got.push(item.key);
        expect(got).toEqual(wanted);
        expect(heap.size).toBe(0);
      },
    ),
  );
});
