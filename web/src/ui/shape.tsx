const PATHS = [
  'M12 3 22 20H2z',
  'M12 2 22 12 12 22 2 12z',
  'M12 2.5a9.5 9.5 0 1 0 0 19 9.5 9.5 0 0 0 0-19z',
  'M3.5 3.5h17v17h-17z',
  'M12 1.5l3.1 6.9 7.4.8-5.5 5 1.5 7.4L12 17.9l-6.5 3.7L7 14.2l-5.5-5 7.4-.8z',
  'M7 3h10l5 9-5 9H7l-5-9z',
  'M9 2h6v7h7v6h-7v7H9v-7H2V9h7z',
  'M12 1.5c4 5 7 8.500 7 12.500a7 7 0 0 1-14 0c0-4 3-7.500 7-12.500z',
];

/** The shape of a choice, by its place: colour alone is not enough for some people. */
export function Shape({ place }: { place: number }) {
  return (
    <svg className="shape" viewBox="0 0 24 24" aria-hidden="true">
      <path d={PATHS[place % PATHS.length]} />
    </svg>
  );
}

export const letterOf = (place: number): string => String.fromCharCode(65 + place);
