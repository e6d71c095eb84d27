/**
 * Gathers values into arrays.
 * @param size of all arrays but the last, which may be shorter
 * @throws RangeError when `size` is not a whole number above 0
 */
export async function* inPortions<T>(
  values: AsyncIterable<T> | Iterable<T>,
  size: number,
): AsyncGenerator<T[], void, undefined> {
  if (!Number.isInteger(size) || size < 1) {
    throw new RangeError(`batch must be a whole number above 0, not ${size}`);
  }
  let portion: T[] = [];
  for await (const value of values) {
    portion.push(value);
    if (portion.length < size) continue;
    yield portion;
    portion = [];
  }
  if (portion.length > 0) yield portion;
}
