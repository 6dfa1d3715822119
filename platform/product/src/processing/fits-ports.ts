import type { Input } from '../ports/input.js';
import type { EventPort, TopicPort } from '../ports/ports.js';
import type { Shape, ValueOf } from '../shape/shape.js';
import type { ComplaintsOfJoin } from './join-complaints.js';
import type { Joined } from './joined.js';
import type { ComplaintsOfWindow } from './window-complaints.js';
import type { Windowed } from './windowed.js';

/** The messages of the event ports, by name. */
type Events<Ports> = {
  [Name in keyof Ports as Ports[Name] extends EventPort ? Name : never]: Ports[Name] extends EventPort<
    infer Message extends Shape
  >
    ? ValueOf<Message>
    : never;
};

/** The message of an input: of another product's port, or of the product's own. */
type Entering<I> =
  I extends Input<EventPort<infer Message extends Shape>>
    ? ValueOf<Message>
    : I extends TopicPort<infer Message extends Shape>
      ? ValueOf<Message>
      : never;

/** What may be read: event ports, and inputs. */
type Sources<Ports, Inputs> = Events<Ports> & { [Name in keyof Inputs]: Entering<Inputs[Name]> };

type Complaints<Declared, S, E> =
  Declared extends Windowed<infer From, infer Key, infer At, infer Figures, infer Gives, infer Late>
    ? ComplaintsOfWindow<{ from: From; key: Key; at: At; figures: Figures; gives: Gives; late: Late }, S, E>
    : Declared extends Joined<infer Left, infer Right, infer On, infer Select, infer Gives, infer Unmatched>
      ? ComplaintsOfJoin<{ left: Left; right: Right; on: On; select: Select; gives: Gives; unmatched: Unmatched }, S, E>
      : never;

type OrComplaints<Declared, Found> = [Found] extends [never] ? Declared : Found;

/**
 * The processing itself where it fits the ports, the inputs and their fields, and sentences about what does not fit
 * elsewhere: the compiler then says that it is not assignable to those.
 */
export type FitsPorts<Declared, Ports, Inputs> = {
  readonly [Name in keyof Declared]: OrComplaints<
    Declared[Name],
    Complaints<Declared[Name], Sources<Ports, Inputs>, Events<Ports>>
  >;
};
