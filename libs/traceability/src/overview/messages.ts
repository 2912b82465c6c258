import { Text } from '@maillon/kernel';

export const firstLot: Text = {
  fr: 'Déclarez votre premier lot : vos clients le retrouveront sans vous appeler.',
  en: 'Declare your first lot: your customers will find it without calling you.',
};

export const shipmentToReceive = (sender: string): Text => ({
  fr: `${sender} vous a expédié de la marchandise : confirmez sa réception quand elle arrive.`,
  en: `${sender} has shipped goods to you: confirm the receipt when they arrive.`,
});

export const certificateEnding = (number: string, label: string, isOver: boolean): Text =>
  isOver
    ? {
        fr: `Le certificat ${number} du lot ${label} n’est plus valable.`,
        en: `Certificate ${number} of lot ${label} is no longer valid.`,
      }
    : {
        fr: `Le certificat ${number} du lot ${label} arrive à échéance.`,
        en: `Certificate ${number} of lot ${label} ends soon.`,
      };
