import { refreshCloudData } from './refreshCloudData.ts';
import { signIn } from './signIn.ts';
import { signOut } from './signOut.ts';
import { switchProfile } from './switchProfile.ts';
import { useSandbox } from './useSandbox.ts';

/** Who is signed in, and what is known as whom. */
export const accountCommands = { signIn, signOut, useSandbox, switchProfile, refreshCloudData };
