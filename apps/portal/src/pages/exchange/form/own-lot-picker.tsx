import { useState } from 'react';
import { ItemPicker, type PickedItem } from '../../../components/item-picker';
import { useLanguage, useT } from '../../../language';
import { isPrivateUri, textsOfLot } from './own-lot';
import styles from './form.module.css';

/** Our own numbers name our own lots only; a GTIN names the lot whoever declared it. */
const canShip = (item: PickedItem, isMine: boolean): boolean =>
  item.uri !== undefined &&
  (isMine || !isPrivateUri(item.uri)) &&
  textsOfLot({ ...item, uri: item.uri }, 'fr') !== undefined;

/** Takes a declared lot over into the lines: the shipment then goes on from where the lot came. */
export function OwnLotPicker({ onLot }: { onLot: (texts: Readonly<Record<string, string>>) => void }) {
  const t = useT();
  const { language } = useLanguage();
  const [turn, setTurn] = useState(0);
  return (
    <ItemPicker
      key={turn}
      className={styles.lot}
      label={t('grid.ownLot')}
      description={t('grid.ownLotHelp')}
      picked={null}
      canPick={canShip}
      onPick={(item) => {
        const texts = item?.uri && textsOfLot({ ...item, uri: item.uri }, language);
        if (!texts) return;
        onLot(texts);
        setTurn(turn + 1);
      }}
      data-testid="own-lot"
    />
  );
}
