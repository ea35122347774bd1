/** The results of work, by its place; a result is undefined when the work failed, or took longer than `ms`. */
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
  // A copy, which results that come later do not change.
  return [...results];
}
