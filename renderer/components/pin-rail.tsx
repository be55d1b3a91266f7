import { lockShape, type Mark } from '../logic/pins.ts';

const holes = [24.5, 71.5, 118.5, 165.5, 212.5];

/** The signature drawing: a pin-tumbler lock, one pin a step. Decorative; the list below it says the same. */
export const PinRail = ({ marks }: { readonly marks: readonly Mark[] }) => {
  const { pins, blade, groove } = lockShape(marks);
  const open = marks.every((mark) => mark === 'done');
  return (
    <svg className={`pins rail__pins ${open ? 'pins--open' : ''}`} viewBox="0 0 256 104" aria-hidden="true">
      <rect className="pins__body" x=".5" y=".5" width="255" height="103" rx="10" />
      <path className="pins__plug" d="M.5 50H255.5V93.5a10 10 0 0 1-10 10H10.5a10 10 0 0 1-10-10Z" />
      {holes.map((x) => (
        <path key={x} className="pins__slot" d={`M${x} 90V8.5a4 4 0 0 1 4-4h11a4 4 0 0 1 4 4v81.5`} />
      ))}
      <path className="pins__way" d="M.5 90H246v8H.5" />
      <path className="pins__blade" d={blade} />
      <path className="pins__groove" d={groove} />
      {pins.map((pin) => (
        <g key={pin.driver.x} className={pin.mark}>
          <path className="pins__spring" d={pin.spring} />
          <g className="pins__pin" style={{ transform: `translateY(${pin.y}px)` }}>
            <rect className="pins__drv" x={pin.driver.x} y="0" width="14" height={pin.driver.height} rx="2.5" />
            <path className="pins__key" d={pin.keyPin} />
          </g>
        </g>
      ))}
      <path className="pins__shear" d="M0 50H256" />
    </svg>
  );
};
