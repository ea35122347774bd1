import { useEffect, useState } from 'react';
import QRCode from 'qrcode';
import { useText } from '../locale/text.js';

/** How to join: the address, the PIN, and a code for the camera. */
export function JoinCard({ pin }: { pin: string }) {
  const t = useText();
  const url = `${location.origin}/j/${pin}`;
  const [code, setCode] = useState<string>();
  useEffect(() => {
    // Shown as a picture, so that markup from a library never becomes part of this page.
    void QRCode.toString(url, { type: 'svg', margin: 1, errorCorrectionLevel: 'M' }).then((svg) =>
      setCode(`data:image/svg+xml,${encodeURIComponent(svg)}`),
    );
  }, [url]);
  return (
    <section className="join-card" aria-label={t.host.how}>
      <div>
        <p className="join-card__how">{t.host.goTo}</p>
        <p className="join-card__address">{location.host}</p>
        <p className="join-card__how">{t.host.enterPin}</p>
        <p className="join-card__pin">
          {pin.slice(0, 3)} {pin.slice(3)}
        </p>
      </div>
      {code && <img className="join-card__code" src={code} alt={t.host.qr(url)} />}
    </section>
  );
}
