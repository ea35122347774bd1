/**
 * Resolves with the exit code as soon as the demo should end: because of a signal, or because `dev/run.mjs`, whose child this
 * process is, has died. For `runUntilAsked` that is the ordinary end. A demo that was cut short has shown nothing, and must not
 * exit with 0.
 */
export function untilAsked(): Promise<number> {
  const codes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
  return new Promise((resolve) => {
    // The listeners stay, so that neither a second Ctrl-C nor a forwarded one interrupts the stop.
    for (const [signal, code] of Object.entries(codes)) process.on(signal, () => resolve(code));
    const runner = process.ppid;
    if (Number(process.env.PODIUM_RUNNER) !== runner) return;
    setInterval(() => process.ppid !== runner && resolve(1), 1000).unref();
  });
}
