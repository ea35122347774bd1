/** What work resolved with, by its place; a place is missing whose work failed, or took longer than `ms`. */
export async function settledWithin<Result>(
  work: Promise<Result>[],
  ms: number,
): Promise<(Result | undefined)[]> {
  const results: (Result | undefined)[] = Array.from({ length: work.length });
  const all = work.map((one, place) =>
    one.then(
      (result) => void (results[place] = result),
      () => undefined,
    ),
  );
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise((resolve) => (timer = setTimeout(resolve, ms)));
  await Promise.race([Promise.all(all), patience]);
  clearTimeout(timer);
  // What comes later comes too late.
  return [...results];
}
