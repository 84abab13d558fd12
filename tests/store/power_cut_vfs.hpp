// A disk in memory that loses power, fills up or refuses to be written, as a VFS under the real store code.
// Writes reach the durable image only when synced; a cut keeps, drops, tears or garbles each unsynced sector
// by a seed. One process, one connection at a time: locks are granted without looking.
#pragma once
#include <cstdint>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <vector>

namespace anxin::test {

struct DiskFile {
  struct Write {
    std::int64_t offset;
    std::string bytes;
  };
  std::string live;     // what the program sees
  std::string durable;  // what a cut cannot take
  std::vector<Write>
      unsynced;  // since the latest sync, in order; a truncation is an empty write at its new end
  std::vector<std::unique_ptr<std::string>> shared;  // regions of shared memory
};

struct Disk {
  std::map<std::string, std::shared_ptr<DiskFile>> files;
  std::int64_t writes_left = -1;  // until the power goes; negative: never
  std::int64_t room_left = -1;    // bytes until the disk is full; negative: endless
  bool read_only = false;
  bool powered = true;

  void cut(std::mt19937& random);  // what unsynced writes leave behind; the power is back on
};

inline constexpr const char* kPowerCutVfs = "power-cut";
// Registers the VFS once and gives the one disk behind it.
Disk& power_cut_disk();

}  // namespace anxin::test
