#include "tests/store/power_cut_vfs.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <cstring>

namespace anxin::test {
namespace {

constexpr std::size_t kSector = 512;

struct Handle {
  sqlite3_file base;
  std::shared_ptr<DiskFile>* file;  // owned
};

Disk& disk() {
  static Disk only;
  return only;
}

DiskFile& file_of(sqlite3_file* f) { return **reinterpret_cast<Handle*>(f)->file; }

int close_file(sqlite3_file* f) {
  delete reinterpret_cast<Handle*>(f)->file;
  return SQLITE_OK;
}

int read_file(sqlite3_file* f, void* out, int n, sqlite3_int64 at) {
  if (!disk().powered) return SQLITE_IOERR_READ;
  const std::string& live = file_of(f).live;
  const auto from = std::min(static_cast<std::size_t>(at), live.size());
  const auto have = std::min(static_cast<std::size_t>(n), live.size() - from);
  std::memcpy(out, live.data() + from, have);
  if (have == static_cast<std::size_t>(n)) return SQLITE_OK;
  std::memset(static_cast<char*>(out) + have, 0, static_cast<std::size_t>(n) - have);
  return SQLITE_IOERR_SHORT_READ;
}

int write_file(sqlite3_file* f, const void* bytes, int n, sqlite3_int64 at) {
  Disk& d = disk();
  if (!d.powered) return SQLITE_IOERR_WRITE;
  if (d.read_only) return SQLITE_READONLY;
  if (d.room_left >= 0 && d.room_left < n) return SQLITE_FULL;
  if (d.room_left >= 0) d.room_left -= n;
  if (d.writes_left == 0) {
    d.powered = false;
    return SQLITE_IOERR_WRITE;
  }
  if (d.writes_left > 0) --d.writes_left;
  DiskFile& file = file_of(f);
  const std::string data(static_cast<const char*>(bytes), static_cast<std::size_t>(n));
  if (file.live.size() < static_cast<std::size_t>(at) + data.size())
    file.live.resize(static_cast<std::size_t>(at) + data.size());
  file.live.replace(static_cast<std::size_t>(at), data.size(), data);
  file.unsynced.push_back({at, data});
  return SQLITE_OK;
}

int truncate_file(sqlite3_file* f, sqlite3_int64 size) {
  if (!disk().powered) return SQLITE_IOERR_TRUNCATE;
  if (disk().read_only) return SQLITE_READONLY;
  file_of(f).live.resize(static_cast<std::size_t>(size));
  file_of(f).unsynced.push_back({size, {}});
  return SQLITE_OK;
}

int sync_file(sqlite3_file* f, int) {
  if (!disk().powered) return SQLITE_IOERR_FSYNC;
  DiskFile& file = file_of(f);
  file.durable = file.live;
  file.unsynced.clear();
  return SQLITE_OK;
}

int size_of(sqlite3_file* f, sqlite3_int64* size) {
  *size = static_cast<sqlite3_int64>(file_of(f).live.size());
  return SQLITE_OK;
}

int lock(sqlite3_file*, int) { return SQLITE_OK; }
int reserved(sqlite3_file*, int* held) {
  *held = 0;
  return SQLITE_OK;
}
int control(sqlite3_file*, int, void*) { return SQLITE_NOTFOUND; }
int sector(sqlite3_file*) { return static_cast<int>(kSector); }
int characteristics(sqlite3_file*) { return SQLITE_IOCAP_POWERSAFE_OVERWRITE; }

int map_shared(sqlite3_file* f, int region, int size, int extend, void volatile** out) {
  auto& shared = file_of(f).shared;
  *out = nullptr;
  if (static_cast<std::size_t>(region) >= shared.size() && extend == 0) return SQLITE_OK;
  while (static_cast<std::size_t>(region) >= shared.size()) {
    shared.push_back(std::make_unique<std::string>(static_cast<std::size_t>(size), '\0'));
  }
  *out = shared[static_cast<std::size_t>(region)]->data();
  return SQLITE_OK;
}
int lock_shared(sqlite3_file*, int, int, int) { return SQLITE_OK; }
void barrier(sqlite3_file*) {}
int unmap_shared(sqlite3_file* f, int remove) {
  if (remove != 0) file_of(f).shared.clear();
  return SQLITE_OK;
}

const sqlite3_io_methods kMethods = {
    2,           close_file, read_file,    write_file, truncate_file, sync_file,       size_of,
    lock,        lock,       reserved,     control,    sector,        characteristics, map_shared,
    lock_shared, barrier,    unmap_shared, nullptr,    nullptr};

int open_file(sqlite3_vfs*, const char* name, sqlite3_file* f, int flags, int* out_flags) {
  auto* handle = reinterpret_cast<Handle*>(f);
  f->pMethods = nullptr;
  if (!disk().powered) return SQLITE_CANTOPEN;
  std::shared_ptr<DiskFile> file = std::make_shared<DiskFile>();
  if (name != nullptr) {
    const bool there = disk().files.contains(name);
    if (!there && (flags & SQLITE_OPEN_CREATE) == 0) return SQLITE_CANTOPEN;
    if (!there) disk().files[name] = file;
    file = disk().files[name];
  }
  handle->file = new std::shared_ptr<DiskFile>(file);
  f->pMethods = &kMethods;
  if (out_flags != nullptr) *out_flags = flags;
  return SQLITE_OK;
}

int remove_file(sqlite3_vfs*, const char* name, int) {
  if (!disk().powered) return SQLITE_IOERR_DELETE;
  disk().files.erase(name);
  return SQLITE_OK;
}

int access_file(sqlite3_vfs*, const char* name, int, int* there) {
  *there = disk().files.contains(name) ? 1 : 0;
  return SQLITE_OK;
}

int full_name(sqlite3_vfs*, const char* name, int n, char* out) {
  std::strncpy(out, name, static_cast<std::size_t>(n) - 1);
  out[n - 1] = '\0';
  return SQLITE_OK;
}

// The image after the cut: durable bytes, then each unsynced sector written, dropped, torn or garbled.
std::string after_cut(const DiskFile& file, std::mt19937& random) {
  std::string image = file.durable;
  for (const DiskFile::Write& write : file.unsynced) {
    const auto at = static_cast<std::size_t>(write.offset);
    if (write.bytes.empty()) {
      if (random() % 2 == 0 && at < image.size()) image.resize(at);
      continue;
    }
    for (std::size_t from = 0; from < write.bytes.size(); from += kSector) {
      std::string piece = write.bytes.substr(from, kSector);
      const auto fate = random() % 10;
      if (fate < 4) continue;
      if (fate == 8) piece.resize(1 + random() % piece.size());
      if (fate == 9) {
        for (char& c : piece) c = static_cast<char>(random());
      }
      if (image.size() < at + from + piece.size()) image.resize(at + from + piece.size());
      image.replace(at + from, piece.size(), piece);
    }
  }
  return image;
}

}  // namespace

void Disk::cut(std::mt19937& random) {
  for (auto& [name, file] : files) {
    file->live = file->durable = after_cut(*file, random);
    file->unsynced.clear();
    file->shared.clear();
  }
  powered = true;
  writes_left = room_left = -1;
}

Disk& power_cut_disk() {
  static const bool registered = [] {
    static sqlite3_vfs vfs;
    vfs = *sqlite3_vfs_find(nullptr);
    vfs.szOsFile = sizeof(Handle);
    vfs.zName = kPowerCutVfs;
    vfs.pNext = nullptr;
    vfs.xOpen = open_file;
    vfs.xDelete = remove_file;
    vfs.xAccess = access_file;
    vfs.xFullPathname = full_name;
    return sqlite3_vfs_register(&vfs, 0) == SQLITE_OK;
  }();
  (void)registered;
  return disk();
}

}  // namespace anxin::test
