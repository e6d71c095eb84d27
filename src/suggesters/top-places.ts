/**
 * The places of the highest scores, best first; of equal ones the first.
 * @param count how many; all there are if they are fewer
 */
export function topPlaces(scores: ArrayLike<number>, count: number): number[] {
  const best: number[] = [];
  for (let place = 0; place < scores.length; place++) {
    if (best.length === count && scores[place] <= scores[best[count - 1]]) continue;
    let at = best.length;
    while (at > 0 && scores[place] > scores[best[at - 1]]) at--;
    best.splice(at, 0, place);
    if (best.length > count) best.pop();
  }
  return best;
}
