// Fuzzes what stands between a stranger's archive and us: the directory, the scan, and then the workbook or
// the dataset inside. The first byte chooses xlsx, ods or files; the rest is the archive.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "data/ingest/archive.hpp"
#include "data/ingest/child_work.hpp"

namespace {

void must(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 1) return 0;
  const std::string bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  anxin::ArchiveLimits limits;
  limits.entry_bytes = 1u << 20;
  limits.total_bytes = 4u << 20;
  const auto archive = anxin::Archive::open(bytes, limits);
  if (!archive) must(!archive.error().zh.empty() && !archive.error().en.empty());
  if (archive && archive->scan()) {
    std::uint64_t total = 0;
    for (const auto& entry : archive->entries()) {
      const auto whole = archive->whole(entry);
      must(whole.has_value());  // what the scan passed can be read
      must(("/" + entry.name).find("/../") == std::string::npos && entry.name[0] != '/');
      total += whole->size();
    }
    must(total <= limits.total_bytes);
  }
  constexpr const char* kWorks[] = {"xlsx", "ods", "files"};
  anxin::SheetReader reader;
  anxin::SheetWriter writer([&](std::string_view out) { return reader.feed(out).has_value(); });
  must(writer.hello());
  const auto written = anxin::write_sheet(kWorks[data[0] % 3], "in.zip", bytes, {}, writer);
  const auto sheet = reader.take();
  must(written.has_value() == sheet.has_value());  // what our own writer writes our own reader believes
  return 0;
}
