import { TextInput, type TextInputProps } from '@mantine/core';
import { useT } from '../language';
import type { FormProblems } from './form-problems';

interface TextFieldProps extends Omit<TextInputProps, 'onChange' | 'value' | 'form' | 'name'> {
  readonly form: FormProblems;
  /** Name of the field in the input that is sent. */
  readonly name: string;
  readonly value: string;
  readonly onText: (value: string) => void;
}

/** A field of one line, tied to its place in the error summary. */
export function TextField({ form, name, value, onText, ...rest }: TextFieldProps) {
  return (
    <TextInput
      {...form.field(name)}
      {...rest}
      value={value}
      onChange={(event) => onText(event.currentTarget.value)}
    />
  );
}

/** Where something happened. */
export function PlaceField(props: Pick<TextFieldProps, 'form' | 'value' | 'onText'>) {
  const t = useT();
  return (
    <TextField {...props} name="place" label={t('declare.place')} description={t('declare.placeHelp')} />
  );
}
