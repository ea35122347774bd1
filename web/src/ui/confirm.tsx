import { AlertDialog } from '@base-ui/react/alert-dialog';
import { useText } from '../locale/text.js';
import '../styles/dialog.css';

interface Props {
  /** The label of the button that asks. */
  label: string;
  title: string;
  text: string;
  onConfirm(): void;
  className?: string;
  /** The label of the button that does it, when it differs. */
  confirm?: string;
}

/** A button for an action that cannot be undone: it asks first. */
export function Confirm({
  label,
  title,
  text,
  onConfirm,
  confirm = label,
  className = 'button button--plain',
}: Props) {
  const t = useText();
  return (
    <AlertDialog.Root>
      <AlertDialog.Trigger className={className}>{label}</AlertDialog.Trigger>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className="backdrop" />
        <AlertDialog.Popup className="dialog">
          <AlertDialog.Title className="dialog__title">{title}</AlertDialog.Title>
          <AlertDialog.Description>{text}</AlertDialog.Description>
          <div className="dialog__buttons">
            <AlertDialog.Close className="button button--soft">{t.common.cancel}</AlertDialog.Close>
            <AlertDialog.Close className="button button--danger" onClick={onConfirm}>
              {confirm}
            </AlertDialog.Close>
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
