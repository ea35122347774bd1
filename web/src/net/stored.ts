/**
 * A value of this browser (or of this tab alone) under a key. A private window can refuse to keep it; then it lives as long
 * as the page.
 */
export function stored<Value>(key: string, where: 'localStorage' | 'sessionStorage' = 'localStorage') {
  let kept: string | null = null;
  return {
    get(): Value | undefined {
      let text = kept;
      try {
        text = globalThis[where].getItem(key) ?? kept;
      } catch {
        // Storage is forbidden here.
      }
      return text === null ? undefined : (JSON.parse(text) as Value);
    },
    set(value: Value | undefined): void {
      kept = value === undefined ? null : JSON.stringify(value);
      try {
        if (kept === null) globalThis[where].removeItem(key);
        else globalThis[where].setItem(key, kept);
      } catch {
        // Storage is forbidden or full.
      }
    },
  };
}
