/**
 * Settles with the exit code to end with, as soon as somebody asks for the end: by a signal, or because `dev/run.mjs`,
 * whose child this process is, has died. Unlike `runUntilAsked`, for which that is the ordinary end, a demo that was
 * cut short has shown nothing and must not exit with 0.
 */
export function untilAsked(): Promise<number> {
  const codes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
  return new Promise((resolve) => {
    // Listeners stay, so that neither a second Ctrl-C nor a forwarded one cuts the stop short.
    for (const [signal, code] of Object.entries(codes)) process.on(signal, () => resolve(code));
    const runner = process.ppid;
    if (Number(process.env.PODIUM_RUNNER) !== runner) return;
    setInterval(() => process.ppid !== runner && resolve(1), 1000).unref();
  });
}
