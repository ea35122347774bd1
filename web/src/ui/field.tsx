import { type ReactNode, useId } from 'react';

interface ControlProps {
  id: string;
  className: string;
  'aria-invalid': true | undefined;
  'aria-describedby': string | undefined;
}

interface Props {
  label: string;
  hint?: string;
  problem?: string;
  /** Draws the control, with the props that connect it to its label, its hint and its problem. */
  children(props: ControlProps): ReactNode;
}

/** A labelled control with its hint and its problem. */
export function Field({ label, hint, problem, children }: Props) {
  const id = useId();
  const said = problem ?? hint;
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children({
        id,
        className: 'field__input',
        'aria-invalid': problem ? true : undefined,
        'aria-describedby': said ? `${id}-said` : undefined,
      })}
      {said && (
        <p id={`${id}-said`} className={problem ? 'problem' : 'field__hint'}>
          {said}
        </p>
      )}
    </div>
  );
}
