// Outside the limited process: checks the file, starts the child, watches it, and says in one sentence how it
// ended.
#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <vector>

#include "data/ingest/child.hpp"
#include "data/ingest/child_protocol.hpp"
#include "data/ingest/input_files.hpp"
#include "data/model/personal.hpp"
#include "geo/io/vector_in.hpp"
#include "geo/text.hpp"

namespace anxin {
namespace {

std::unexpected<Error> bad(std::string zh, std::string en) {
  return fail(ErrorCode::BadInput, std::move(zh), std::move(en));
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
                                 request.file.string(),
                                 request.hints.kind,
                                 request.hints.layer,
                                 request.hints.headers};
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
  std::uint64_t peak_bytes = 0;
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
  rusage used{};
  while (wait4(child, &out.status, 0, &used) < 0 && errno == EINTR) {
  }
  out.peak_bytes = static_cast<std::uint64_t>(used.ru_maxrss) << 10;
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

std::string_view code(FileFormat format) {
  constexpr std::array<std::string_view, 7> kCodes{"csv", "geojson", "xlsx", "ods", "gpkg", "kml", "files"};
  return kCodes[static_cast<std::size_t>(format)];
}

Result<FileFormat> format_of(const std::filesystem::path& file) {
  const std::string extension = lower_ascii(file.extension().string());
  constexpr std::array<std::pair<std::string_view, FileFormat>, 13> kKnown{{{".csv", FileFormat::Csv},
                                                                            {".txt", FileFormat::Csv},
                                                                            {".tsv", FileFormat::Csv},
                                                                            {".geojson", FileFormat::GeoJson},
                                                                            {".json", FileFormat::GeoJson},
                                                                            {".xlsx", FileFormat::Xlsx},
                                                                            {".ods", FileFormat::Ods},
                                                                            {".gpkg", FileFormat::GeoPackage},
                                                                            {".kml", FileFormat::Kml},
                                                                            {".kmz", FileFormat::Files},
                                                                            {".shp", FileFormat::Files},
                                                                            {".gdb", FileFormat::Files},
                                                                            {".zip", FileFormat::Files}}};
  for (const auto& [known, format] : kKnown)
    if (extension == known) return format;
  if (extension == ".xls" || extension == ".xlsm" || extension == ".xlsb" || extension == ".et")
    return bad(fmt::format("不读取 {} 文件；请在表格软件里另存为 .xlsx 或 CSV UTF-8。", extension),
               fmt::format("{} files are not read; save it as .xlsx or CSV UTF-8.", extension));
  return bad(
      "不认识的文件类型；接受 .csv、.xlsx、.ods、.geojson、.gpkg、.shp（或其 .zip）、.gdb（或其 "
      ".zip）、.kml、.kmz。",
      "The file type is not known; .csv, .xlsx, .ods, .geojson, .gpkg, .shp (or its .zip), .gdb (or its "
      ".zip), "
      ".kml and .kmz are accepted.");
}

Result<Sheet> read_in_child(const ChildRequest& request, const ByteProgress& progress) {
  if (std::getenv(
          kInsideMark))  // a program whose main does not call run_if_intake_child would start itself for ever
    return fail(ErrorCode::Internal, "子进程里不能再读取文件。", "An intake child may not start another.");
  Fd file;
  if (auto opened = open_input(request.file, request.limits.file_bytes, file); !opened)
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
  reader.on_layers = request.on_layers;
  const Outcome outcome = listen_to(*child, in.get(), request.limits, reader);
  if (request.peak_bytes) *request.peak_bytes = outcome.peak_bytes;
  return conclude(outcome, reader);
}

}  // namespace anxin
