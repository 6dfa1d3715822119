import { List, Text } from '@mantine/core';
import { cardBlocks, type CardBlock } from './card-blocks.js';
import type { DeclaredWord } from './card.js';

/** What the owner of a model wrote about it. */
export function DeclaredWords({ of }: { of: readonly DeclaredWord[] }) {
  return of.map(({ about, text }) => {
    const whole = about === '' ? text : `**${about}.** ${text}`;
    return cardBlocks(whole).map((block, place) => <Block key={`${about}-${place}`} block={block} />);
  });
}

function Block({ block: { kind, texts } }: { block: CardBlock }) {
  const said = texts.map((spans, place) => (
    <span key={place}>
      {spans.map(({ text, strong }, at) => (strong ? <strong key={at}>{text}</strong> : <span key={at}>{text}</span>))}
    </span>
  ));
  if (kind === 'list') {
    return (
      <List mb="sm" maw={760}>
        {said.map((item, place) => (
          <List.Item key={place}>{item}</List.Item>
        ))}
      </List>
    );
  }
  return (
    <Text mb="sm" maw={760} fw={kind === 'heading' ? 650 : undefined} mt={0}>
      {said}
    </Text>
  );
}
