/** The smallest valid question. */
export const single = {
  type: 'single',
  text: 'Which is even?',
  choices: [
    { id: 'a', text: '1' },
    { id: 'b', text: '2' },
  ],
  correct: ['b'],
};
/** A quiz in the form in which an author sends it. */
export const draft = (title = 'Numbers') => ({ title, description: 'Easy', questions: [single] });
