import { Field } from '../ui/field.js';

interface Props {
  label: string;
  hint?: string;
  required?: boolean;
  min: number;
  max: number;
  /** As typed. */
  value: string;
  onChange(value: string): void;
}

/** A whole number from `min` to `max`, which the browser checks. */
export function NumberField({ label, hint, onChange, ...rest }: Props) {
  return (
    <Field label={label} {...(hint && { hint })}>
      {(props) => (
        <input {...props} {...rest} type="number" onChange={({ target }) => onChange(target.value)} />
      )}
    </Field>
  );
}
