/** Writes a secret of 32 random bytes into the file that JWT_SECRET_FILE names, unless there is one. */
import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';

try {
  await writeFile(process.env.JWT_SECRET_FILE, randomBytes(32).toString('base64url'), {
    mode: 0o400,
    flag: 'wx',
  });
  console.log('a new secret was made');
} catch (error) {
  if (error.code !== 'EEXIST') throw error;
  console.log('the secret is there already');
}
