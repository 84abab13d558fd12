// Inside the limited process: its bounds, its system-call filter, and its work. Allowed is what reading
// needs; network and other programs kill; everything else (a new process too) fails with EPERM, so that a
// library's probing of its surroundings is no crime.
#include <fcntl.h>
#include <sched.h>
#include <seccomp.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <cstdlib>
#include <new>

#include "data/ingest/child.hpp"

#include "data/ingest/child_protocol.hpp"
#include "data/ingest/child_work.hpp"
#include "data/ingest/roads.hpp"

namespace anxin {
namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kSanitized = true;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || __has_feature(memory_sanitizer)
constexpr bool kSanitized = true;
#else
constexpr bool kSanitized = false;
#endif
#else
constexpr bool kSanitized = false;
#endif

bool bound(int resource, rlim_t limit) {
  const rlimit both{limit, limit};
  return setrlimit(static_cast<__rlimit_resource>(resource), &both) == 0;
}

bool set_bounds(const ChildLimits& limits) {
  const auto cpu = static_cast<rlim_t>(limits.cpu.count());
  const rlimit seconds{cpu, cpu + 2};  // SIGXCPU first, SIGKILL after
  return (kSanitized || bound(RLIMIT_AS, limits.memory_bytes)) && setrlimit(RLIMIT_CPU, &seconds) == 0 &&
         bound(RLIMIT_FSIZE, 0) && bound(RLIMIT_NOFILE, 64) && bound(RLIMIT_CORE, 0);
}

constexpr std::array kKill{SCMP_SYS(socket),
                           SCMP_SYS(socketpair),
                           SCMP_SYS(connect),
                           SCMP_SYS(bind),
                           SCMP_SYS(listen),
                           SCMP_SYS(accept),
                           SCMP_SYS(accept4),
                           SCMP_SYS(sendto),
                           SCMP_SYS(sendmsg),
                           SCMP_SYS(sendmmsg),
                           SCMP_SYS(recvfrom),
                           SCMP_SYS(execve),
                           SCMP_SYS(execveat),
                           SCMP_SYS(fork),
                           SCMP_SYS(vfork),
                           SCMP_SYS(ptrace),
                           SCMP_SYS(process_vm_readv),
                           SCMP_SYS(process_vm_writev),
                           SCMP_SYS(io_uring_setup),
                           SCMP_SYS(bpf),
                           SCMP_SYS(userfaultfd),
                           SCMP_SYS(mount)};

constexpr std::array kAllow{
    SCMP_SYS(read), SCMP_SYS(readv), SCMP_SYS(pread64), SCMP_SYS(preadv), SCMP_SYS(write), SCMP_SYS(writev),
    SCMP_SYS(close), SCMP_SYS(fstat), SCMP_SYS(stat), SCMP_SYS(lstat), SCMP_SYS(newfstatat), SCMP_SYS(statx),
    SCMP_SYS(statfs), SCMP_SYS(fstatfs), SCMP_SYS(lseek), SCMP_SYS(mmap), SCMP_SYS(munmap),
    SCMP_SYS(mprotect), SCMP_SYS(mremap), SCMP_SYS(brk), SCMP_SYS(madvise), SCMP_SYS(futex), SCMP_SYS(exit),
    SCMP_SYS(exit_group), SCMP_SYS(rt_sigaction), SCMP_SYS(rt_sigprocmask), SCMP_SYS(rt_sigreturn),
    SCMP_SYS(sigaltstack), SCMP_SYS(getpid), SCMP_SYS(gettid), SCMP_SYS(getppid), SCMP_SYS(tgkill),
    SCMP_SYS(getrandom), SCMP_SYS(clock_gettime), SCMP_SYS(clock_getres), SCMP_SYS(clock_nanosleep),
    SCMP_SYS(nanosleep), SCMP_SYS(gettimeofday), SCMP_SYS(time), SCMP_SYS(times), SCMP_SYS(getrusage),
    SCMP_SYS(sched_yield), SCMP_SYS(sched_getaffinity), SCMP_SYS(getrlimit), SCMP_SYS(uname),
    SCMP_SYS(sysinfo), SCMP_SYS(getcwd), SCMP_SYS(readlink), SCMP_SYS(readlinkat), SCMP_SYS(access),
    SCMP_SYS(faccessat), SCMP_SYS(faccessat2), SCMP_SYS(getdents64), SCMP_SYS(fadvise64), SCMP_SYS(dup),
    SCMP_SYS(getuid), SCMP_SYS(geteuid), SCMP_SYS(getgid), SCMP_SYS(getegid), SCMP_SYS(set_robust_list),
    SCMP_SYS(rseq), SCMP_SYS(restart_syscall),
    // UBSan asks by a pipe whether memory can be read; a pipe to oneself leads nowhere.
    SCMP_SYS(pipe), SCMP_SYS(pipe2)};

// open and openat for reading only; of fcntl what descriptors and the read locks of PROJ's SQLite need.
bool allow_with_arguments(scmp_filter_ctx filter) {
  constexpr unsigned kWriting = O_WRONLY | O_RDWR | O_CREAT | O_TRUNC | O_APPEND;
  bool ok = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(open), 1,
                             SCMP_A1(SCMP_CMP_MASKED_EQ, kWriting, 0)) == 0;
  ok &= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(openat), 1,
                         SCMP_A2(SCMP_CMP_MASKED_EQ, kWriting, 0)) == 0;
  for (const int command : {F_GETFD, F_SETFD, F_GETFL, F_DUPFD_CLOEXEC, F_GETLK, F_SETLK})
    ok &= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(fcntl), 1,
                           SCMP_A1(SCMP_CMP_EQ, static_cast<scmp_datum_t>(command))) == 0;
  // prlimit64 of oneself, reading only.
  ok &= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(prlimit64), 1, SCMP_A2(SCMP_CMP_EQ, 0)) == 0;
  return ok;
}

// A thread of this process, never a process: clone with CLONE_THREAD. The C library falls back to it when
// clone3, whose flags lie in memory where a filter cannot look, is not there.
bool allow_threads(scmp_filter_ctx filter) {
  return seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0) == 0 &&
         seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(clone), 1,
                          SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, CLONE_THREAD)) == 0;
}

}  // namespace

bool enter_sandbox(const ChildLimits& limits) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  prctl(PR_SET_DUMPABLE, 0);
  if (!set_bounds(limits)) return false;
  const scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
  if (!filter) return false;
  bool ok = true;
  for (const int call : kKill) ok &= seccomp_rule_add(filter, SCMP_ACT_KILL_PROCESS, call, 0) == 0;
  for (const int call : kAllow) ok &= seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 0) == 0;
  if (limits.threads) ok = ok && allow_threads(filter);
  ok = ok && allow_with_arguments(filter) && seccomp_load(filter) == 0;
  seccomp_release(filter);
  return ok;
}

namespace {

std::string read_all(int fd) {
  struct stat info{};
  fstat(fd, &info);
  std::string bytes(static_cast<std::size_t>(info.st_size), '\0');
  std::size_t at = 0;
  while (at < bytes.size()) {
    const ssize_t got = read(fd, bytes.data() + at, bytes.size() - at);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) break;
    at += static_cast<std::size_t>(got);
  }
  bytes.resize(at);
  return bytes;
}

bool write_all(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t put = write(kOutFd, bytes.data(), bytes.size());
    if (put < 0 && errno == EINTR) continue;
    if (put <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(put));
  }
  return true;
}

std::optional<std::uint64_t> number(std::string_view text) {
  std::uint64_t n = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), n);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return n;
}

std::vector<std::string> lines(std::string_view text) {
  std::vector<std::string> out;
  while (!text.empty()) {
    const auto end = text.find('\n');
    out.emplace_back(text.substr(0, end));
    text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
  }
  return out;
}

}  // namespace

std::optional<int> run_if_intake_child(int argc, char** argv) {
  if (argc < 2 || argv[1] != kIntakeChildWord) return std::nullopt;
  if (argc != 9 || !std::getenv(kInsideMark)) return kExitBadUse;
  const std::string_view work = argv[2];
  const auto memory = number(argv[3]), cpu = number(argv[4]);
  const auto kind = parse_intake_kind(argv[6]);
  if (!memory || !cpu || !(is_work(work) || is_road_work(work)) || (!kind && argv[6] != kAnyKind))
    return kExitBadUse;
  close_range(5, ~0U, 0);
  std::set_new_handler([] { _exit(kExitNoMemory); });
  ChildLimits limits;
  limits.memory_bytes = *memory;
  limits.cpu = std::chrono::seconds(*cpu);
  limits.threads = needs_threads(work);
  if (!enter_sandbox(limits)) _exit(kExitNoSandbox);
  SheetWriter out(write_all);
  out.hello();
  SheetHints hints{kind, argv[7], lines(argv[8])};
  const auto done = is_road_work(work)
                        ? write_roads_sheet(work, argv[5], read_all(kFileFd), argv[7], argv[8], out)
                    : work == "geojson" ? write_geojson_sheet(argv[5], out)
                                        : write_sheet(work, argv[5], read_all(kFileFd), hints, out);
  _exit(done ? 0 : 1);  // no destructors: they are for a process that goes on
}

}  // namespace anxin
