// A copy that is a backup only once it was opened and verified: VACUUM INTO (stepping from a second
// connection restarts at every write), verify, sync, then the name.
#include <fmt/format.h>

#include <system_error>

#include "data/store/spatialite_store.hpp"

namespace anxin {
namespace {

namespace fs = std::filesystem;

std::unexpected<Error> no_backup(const fs::path& to, const std::string& zh, const std::string& en) {
  return fail(ErrorCode::Store, fmt::format("未能备份到 {}：{}", to.string(), zh),
              fmt::format("No backup was made at {}: {}", to.string(), en));
}

void remove_store(const fs::path& file) {
  std::error_code ignored;
  for (const char* suffix : {"", "-wal", "-shm", ".head", ".head.part"})
    fs::remove(file.string() + suffix, ignored);
}

// Opened as any store is, verified whole, closed.
Status checked_copy(const fs::path& part, const Head& head) {
  if (Status written = write_head(part, head); !written) return written;
  Result<std::unique_ptr<SpatialiteStore>> copy = open_spatialite(part, {});
  if (!copy) return std::unexpected(copy.error());
  const Result<VerifyReport> report = (*copy)->verify();
  if (!report) return std::unexpected(report.error());
  if (!report->ok) return fail(ErrorCode::Store, report->faults_zh.front(), report->faults_en.front());
  return {};
}

}  // namespace

Status SpatialiteStore::backup(const fs::path& to) {
  std::error_code failed;
  if (fs::exists(to, failed)) return no_backup(to, "该文件已经存在。", "it exists already.");
  const fs::path part = to.string() + ".part";
  remove_store(part);
  const Result<Statement*> vacuum = statement("vacuum_into");
  if (!vacuum) return std::unexpected(vacuum.error());
  const std::string target = part.string();
  Status done = (*vacuum)->bind(1, target).run();
  const Result<Record> record = head();
  if (done && !record) done = std::unexpected(record.error());
  if (done) done = checked_copy(part, Head{record->revision, to_hex(record->digest)});
  if (done && !sync_file(part))
    done = fail(ErrorCode::Store, "无法写入磁盘。", "the disk cannot be written.");
  if (!done) {
    remove_store(part);
    return no_backup(to, done.error().zh, done.error().en);
  }
  fs::rename(head_path(part), head_path(to), failed);
  if (!failed) fs::rename(part, to, failed);
  if (failed || !sync_folder(to.parent_path())) {
    remove_store(part);
    return no_backup(to, "无法改名。", "it cannot be renamed.");
  }
  return {};
}

}  // namespace anxin
