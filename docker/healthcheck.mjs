/** Checks whether the role of this container is ready. It gives exit code 0 or 1, and the report for `docker inspect`. */
const port = process.env.PORT ?? '3000';
try {
  const answer = await fetch(`http://127.0.0.1:${port}/health/ready`, { signal: AbortSignal.timeout(2_500) });
  console.log(await answer.text());
  process.exitCode = answer.ok ? 0 : 1;
} catch (error) {
  console.log(`port ${port} does not answer: ${error.message}`);
  process.exitCode = 1;
}
