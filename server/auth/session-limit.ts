/** How long a session may last, whatever happens in it. */
export const ABSOLUTE_S = 12 * 3600;
/** How long without a sign of its person. */
export const IDLE_S = 15 * 60;
/** When the portal warns. */
export const WARNING_S = 13 * 60;
/** How often the last sign of its person is written down, at most. */
export const TOUCH_S = 30;
/** How long after a signature the next one in the same session needs one factor only. */
export const SIGNING_S = 15 * 60;
