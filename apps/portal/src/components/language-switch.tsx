import { useLanguage } from '../language';
import styles from './language-switch.module.css';

/** The other language, in its own words. */
export function LanguageSwitch({ onDark }: { onDark?: boolean }) {
  const { language, setLanguage } = useLanguage();
  const [other, name] = language === 'fr' ? (['en', 'English'] as const) : (['fr', 'Français'] as const);
  return (
    <button
      type="button"
      lang={other}
      className={`${styles.switch} ${onDark ? styles.onDark : ''}`}
      onClick={() => setLanguage(other)}
      data-testid="language-switch"
    >
      <span className={onDark ? styles.long : undefined}>{name}</span>
      {onDark && (
        <span className={styles.short} aria-hidden="true">
          {other.toUpperCase()}
        </span>
      )}
    </button>
  );
}
