import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../design/index.js';
import { EraseForm } from './erase-form.js';

/** Opens the form by which somebody is forgotten; what was typed into it ends with it. */
export function EraseButton({ reach }: { reach: 'everywhere' | readonly string[] }) {
  const { t } = useTranslation('erasures');
  const [opened, dialog] = useDisclosure(false);
  return (
    <>
      <Button variant="default" onClick={dialog.open}>
        {t('ask.open')}
      </Button>
      <Dialog opened={opened} onClose={dialog.close} title={t('ask.title')}>
        <EraseForm reach={reach} onClose={dialog.close} />
      </Dialog>
    </>
  );
}
