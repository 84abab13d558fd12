// Outside the limited process: checks the file, starts the child, watches it, and says in one sentence how it
// ended.
#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <vector>

#include "data/ingest/child.hpp"
#include "data/ingest/child_protocol.hpp"
#include "data/model/personal.hpp"
#include "geo/io/vector_in.hpp"

namespace anxin {
namespace {

class Fd {
 public:
  Fd() = default;
  explicit Fd(int fd) : fd_(fd) {}
  ~Fd() { reset(); }
  Fd(const Fd&) = delete;
  Fd& operator=(const Fd&) = delete;
  void reset(int fd = -1) {
    if (fd_ >= 0) close(fd_);
    fd_ = fd;
  }
  [[nodiscard]] int get() const { return fd_; }

 private:
  int fd_ = -1;
};

std::unexpected<Error> bad(std::string zh, std::string en) {
  return fail(ErrorCode::BadInput, std::move(zh), std::move(en));
}

// Opens an ordinary, non-empty file within the bound. O_NONBLOCK: a pipe or device must not make us wait.
Status open_ordinary(const std::filesystem::path& file, std::uint64_t most, Fd& into) {
  if (auto named = check_name(file); !named) return named;
  const std::string name = mask_personal(file.filename().string());
  const int fd = open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (fd < 0) {
    if (errno == ENOENT || errno == ENOTDIR)
      return bad(fmt::format("找不到文件“{}”。", name), fmt::format("There is no file \"{}\".", name));
    return bad(fmt::format("打不开文件“{}”：{}。", name, strerror(errno)),
               fmt::format("The file \"{}\" cannot be opened: {}.", name, strerror(errno)));
  }
  Fd low(fd);
  into.reset(fcntl(fd, F_DUPFD_CLOEXEC, 10));  // out of the way of the child's 3 and 4
  struct stat info{};
  if (into.get() < 0 || fstat(into.get(), &info) != 0)
    return fail(ErrorCode::Internal, "打开文件时出错。", "Opening the file failed.");
  if (S_ISDIR(info.st_mode))
    return bad(fmt::format("“{}”是文件夹，请指定一个文件。", name),
               fmt::format("\"{}\" is a directory; name a file.", name));
  if (!S_ISREG(info.st_mode))
    return bad(fmt::format("“{}”不是普通文件。", name), fmt::format("\"{}\" is not an ordinary file.", name));
  if (info.st_size == 0)
    return bad(fmt::format("文件“{}”是空的。", name), fmt::format("The file \"{}\" is empty.", name));
  if (static_cast<std::uint64_t>(info.st_size) > most)
    return bad(
        fmt::format("文件“{}”超过 {} MB，请分成几个文件导入。", name, most >> 20),
        fmt::format("The file \"{}\" is larger than {} MB; import it in several files.", name, most >> 20));
  return {};
}

// Only what shared libraries and sanitizers need to be found.
std::vector<std::string> child_environment() {
  std::vector<std::string> out{std::string(kInsideMark) + "=1", "LC_ALL=C.UTF-8"};
  for (const char* name : {"LD_LIBRARY_PATH", "PROJ_LIB", "PROJ_DATA", "GDAL_DATA", "ASAN_OPTIONS",
                           "UBSAN_OPTIONS", "TSAN_OPTIONS"})
    if (const char* value = std::getenv(name)) out.push_back(std::string(name) + "=" + value);
  return out;
}

Result<pid_t> spawn(const ChildRequest& request, int file_fd, int out_fd) {
  std::vector<std::string> words{"anxin",
                                 std::string(kIntakeChildWord),
                                 request.work,
                                 std::to_string(request.limits.memory_bytes),
                                 std::to_string(request.limits.cpu.count()),
                                 request.file.string()};
  auto environment = child_environment();
  std::vector<char*> argv, envp;
  for (auto& word : words) argv.push_back(word.data());
  for (auto& entry : environment) envp.push_back(entry.data());
  argv.push_back(nullptr);
  envp.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  for (int fd = 0; fd <= 2; ++fd)
    posix_spawn_file_actions_addopen(&actions, fd, "/dev/null", fd == 0 ? O_RDONLY : O_WRONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, file_fd, kFileFd);
  posix_spawn_file_actions_adddup2(&actions, out_fd, kOutFd);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  sigset_t none;
  sigemptyset(&none);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
  pid_t child = 0;
  const int error =
      posix_spawn(&child, request.program.c_str(), &actions, &attributes, argv.data(), envp.data());
  posix_spawn_file_actions_destroy(&actions);
  posix_spawnattr_destroy(&attributes);
  if (error != 0)
    return fail(ErrorCode::Internal, "无法启动读取文件的子进程。",
                "The process that reads files could not be started.");
  return child;
}

std::uint64_t resident_bytes(pid_t child) {
  std::ifstream in(fmt::format("/proc/{}/statm", child));
  std::uint64_t total = 0, resident = 0;
  in >> total >> resident;
  return resident * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
}

enum class Ended : std::uint8_t { ByItself, TooLong, TooMuchMemory, Malformed };

struct Outcome {
  Ended ended = Ended::ByItself;
  int status = 0;
  std::optional<Error> malformed;
};

// Reads what the child sends until it closes the pipe, watching its time and memory, and sees it out.
Outcome listen_to(pid_t child, int in_fd, const ChildLimits& limits, SheetReader& reader) {
  using Clock = std::chrono::steady_clock;
  constexpr int kWatchMs = 50;
  const auto deadline = Clock::now() + limits.wall;
  auto next_look = Clock::now();
  std::string chunk(1u << 20, '\0');
  Outcome out;
  while (out.ended == Ended::ByItself) {
    pollfd readable{in_fd, POLLIN, 0};
    const int ready = poll(&readable, 1, kWatchMs);
    const auto now = Clock::now();
    if (now >= next_look) {
      next_look = now + std::chrono::milliseconds(kWatchMs);
      if (now > deadline) out.ended = Ended::TooLong;
      if (resident_bytes(child) > limits.memory_bytes) out.ended = Ended::TooMuchMemory;
    }
    if (ready <= 0) continue;
    const ssize_t got = read(in_fd, chunk.data(), chunk.size());
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) break;
    if (auto ok = reader.feed(std::string_view(chunk).substr(0, static_cast<std::size_t>(got))); !ok) {
      out.ended = Ended::Malformed;
      out.malformed = ok.error();
    }
  }
  if (out.ended != Ended::ByItself) kill(child, SIGKILL);
  while (waitpid(child, &out.status, 0) < 0 && errno == EINTR) {
  }
  return out;
}

std::unexpected<Error> memory_spent() {
  return bad("读取文件用的内存超过上限，已中止；没有导入任何内容。",
             "Reading the file took more memory than allowed and was stopped; nothing was imported.");
}

std::unexpected<Error> time_spent() {
  return bad("读取文件用时超过上限，已中止；没有导入任何内容。",
             "Reading the file took longer than allowed and was stopped; nothing was imported.");
}

Result<Sheet> conclude(const Outcome& outcome, SheetReader& reader) {
  if (outcome.ended == Ended::TooLong) return time_spent();
  if (outcome.ended == Ended::TooMuchMemory) return memory_spent();
  if (outcome.ended == Ended::Malformed && !reader.greeted())
    return fail(ErrorCode::Internal, "读取文件的子进程不是本程序。",
                "The process that reads files is not this program.");
  if (outcome.ended == Ended::Malformed) return std::unexpected(*outcome.malformed);
  if (WIFSIGNALED(outcome.status)) {
    const int signal = WTERMSIG(outcome.status);
    if (signal == SIGXCPU) return time_spent();
    if (signal == SIGSYS)
      return bad("读取这个文件时子进程试图做不允许的操作，已被终止；没有导入任何内容。",
                 "While reading this file the child process tried what it may not do and was ended; nothing "
                 "was imported.");
    return bad(
        fmt::format("读取这个文件时子进程崩溃（信号 {}）；没有导入任何内容。", signal),
        fmt::format("The child process crashed while reading this file (signal {}); nothing was imported.",
                    signal));
  }
  const int code = WEXITSTATUS(outcome.status);
  if (code == kExitNoMemory) return memory_spent();
  if (code == kExitNoSandbox)
    return fail(ErrorCode::Internal, "系统不支持限制子进程（seccomp），不读取外来文件。",
                "This system cannot confine the child process (seccomp); files of others are not read.");
  auto sheet = reader.take();
  if (!reader.greeted())
    return fail(ErrorCode::Internal, "读取文件的子进程没有启动。",
                "The process that reads files did not start.");
  if (!sheet) {
    Error error = sheet.error();
    error.zh = mask_personal(error.zh);
    error.en = mask_personal(error.en);
    return std::unexpected(std::move(error));
  }
  return sheet;
}

}  // namespace

Result<FileFormat> format_of(const std::filesystem::path& file) {
  std::string extension = file.extension().string();
  for (char& c : extension) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  if (extension == ".csv" || extension == ".txt" || extension == ".tsv") return FileFormat::Csv;
  if (extension == ".geojson" || extension == ".json") return FileFormat::GeoJson;
  if (extension == ".xlsx" || extension == ".xls" || extension == ".ods" || extension == ".et")
    return bad("还不能直接读取电子表格；请在表格软件里另存为 CSV UTF-8。",
               "Spreadsheets are not read yet; save it as CSV UTF-8.");
  return bad("不认识的文件类型，只接受 .csv 和 .geojson。",
             "The file type is not known; .csv and .geojson are accepted.");
}

Result<Sheet> read_in_child(const ChildRequest& request, const ByteProgress& progress) {
  if (std::getenv(
          kInsideMark))  // a program whose main does not call run_if_intake_child would start itself for ever
    return fail(ErrorCode::Internal, "子进程里不能再读取文件。", "An intake child may not start another.");
  Fd file;
  if (auto opened = open_ordinary(request.file, request.limits.file_bytes, file); !opened)
    return std::unexpected(opened.error());
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0)
    return fail(ErrorCode::Internal, "无法建立管道。", "A pipe could not be made.");
  Fd in(fcntl(ends[0], F_DUPFD_CLOEXEC, 10)), out(fcntl(ends[1], F_DUPFD_CLOEXEC, 10));
  close(ends[0]);
  close(ends[1]);
  fcntl(in.get(), F_SETPIPE_SZ, 1 << 20);
  const auto child = spawn(request, file.get(), out.get());
  if (!child) return std::unexpected(child.error());
  out.reset();
  SheetReader reader;
  reader.on_progress = progress;
  return conclude(listen_to(*child, in.get(), request.limits, reader), reader);
}

}  // namespace anxin
