/** Where this build looks for updates, and the key that must have signed them; put in by the build, empty where none was named. */
declare const builtInUpdates: { readonly feed: string; readonly key: string };
