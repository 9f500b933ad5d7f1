/**
 * What does not show, or makes a terminal or an editor do something: controls, marks of direction, what has no width or no meaning.
 * Also where it is needed, as in emoji: a copy goes where nobody shows it again.
 */
export const unseen = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;
