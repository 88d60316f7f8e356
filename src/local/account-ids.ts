/** Our own user and group ids. (os.userInfo() fails in containers whose uid has no name.) */
export function ourIds(): { uid: number; gid: number } {
  return { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };
}
