import { Switch as Base } from '@base-ui/react/switch';

interface Props {
  label: string;
  checked: boolean;
  onChange(checked: boolean): void;
}

export function Switch({ label, checked, onChange }: Props) {
  return (
    <label className="switch-row">
      <Base.Root className="switch" checked={checked} onCheckedChange={onChange}>
        <Base.Thumb className="switch__thumb" />
      </Base.Root>
      {label}
    </label>
  );
}
