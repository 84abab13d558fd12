// A ZIP archive in memory (.xlsx, .ods, .kmz, a zipped Shapefile or geodatabase), read as if a stranger had
// made it: entries, names, overlaps and sizes are checked, what really comes out is counted, and XML with a
// DOCTYPE or ENTITY is refused. No library ever sees the archive itself, only members that passed. The
// fields of ZIP64 are read, which some programs write for the smallest archive. Not for writing; not for
// encryption, several volumes, or methods other than stored and deflated (refused by name). Thread: each
// object belongs to one thread; `bytes` must outlive it. Errors: BadInput.
//
// The archive's own sizes are never believed: they only refuse early. A bomb ends at kMostRatio of its packed
// size (deflate itself reaches 1032 to 1) or at `total_bytes`, whichever comes first.
#pragma once
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "geo/error.hpp"

namespace anxin {

struct ArchiveLimits {
  std::size_t entries = 5'000;
  std::uint64_t entry_bytes = 768u << 20;
  std::uint64_t total_bytes = std::uint64_t{1} << 30;
  std::uint64_t ratio = 250;            // unpacked to packed, of one entry or of all
  std::uint64_t ratio_free = 8u << 20;  // what may come out before the ratio counts
};

class Archive {
 public:
  struct Entry {
    std::string
        name;  // UTF-8, '/' between folders, checked: relative, no "..", no /vsi, no control characters
    std::uint64_t at = 0, packed = 0, said_bytes = 0;
    std::uint32_t crc = 0;
    bool deflated = false;
  };
  using Piece = std::function<bool(std::string_view)>;  // false ends the reading early, without an error

  // Reads the directory: refuses what is no archive, damaged, encrypted, overlapping, or has bad names.
  static Result<Archive> open(std::string_view bytes, const ArchiveLimits& limits = {});
  [[nodiscard]] std::span<const Entry> entries() const { return entries_; }
  // The entry of this name, letter case aside; none: nullptr.
  [[nodiscard]] const Entry* find(std::string_view name) const;

  // Unpacks every entry once and keeps nothing: sizes, ratio, checksums, archives within the archive,
  // DOCTYPE.
  [[nodiscard]] Status scan() const;
  [[nodiscard]] Status unpack(const Entry& entry, const Piece& piece) const;
  [[nodiscard]] Result<std::string> whole(const Entry& entry) const;

 private:
  Status read_directory();
  Status read_entry(std::size_t& at);
  Status check_places();
  Status inflate_entry(const Entry& entry, const Piece& piece, std::uint64_t& total) const;
  std::string_view bytes_;
  ArchiveLimits limits_;
  std::vector<Entry> entries_;
  std::vector<std::pair<std::uint64_t, std::uint64_t>>
      places_;                   // from, to of each entry, its header included
  std::uint64_t directory_ = 0;  // where it begins
};

[[nodiscard]] bool is_archive(std::string_view bytes);

// Looks for <!DOCTYPE and <!ENTITY in XML that passes by in pieces, in UTF-8 and UTF-16 alike.
class DoctypeWatch {
 public:
  // True once one was seen.
  bool feed(std::string_view piece);

 private:
  std::string tail_;
};
// What a file or archive member that holds one is refused with.
[[nodiscard]] Error doctype_error(std::string_view name);

}  // namespace anxin
