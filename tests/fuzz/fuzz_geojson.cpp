// Fuzzes the intake of GeoJSON: GDAL behind the allow-list, properties to cells, frames, values. Each input
// is a file in memory-backed scratch space, because the reader under test opens files.
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "data/ingest/child_work.hpp"
#include "data/ingest/ingest.hpp"

namespace {

const anxin::Pack& pack() {
  static const anxin::Pack loaded = [] {
    auto p = anxin::load_pack(std::string(ANXIN_SOURCE_DIR) + "/data/packs/beijing");
    if (!p) std::abort();
    return std::move(*p);
  }();
  return loaded;
}

struct Scratch {
  std::filesystem::path file;
  Scratch() {
    const auto base = std::filesystem::exists("/dev/shm") ? std::filesystem::path("/dev/shm")
                                                          : std::filesystem::temp_directory_path();
    file = base / ("anxin-fuzz-" + std::to_string(getpid()) + ".geojson");
  }
  ~Scratch() { std::filesystem::remove(file); }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Scratch scratch;
  std::ofstream(scratch.file, std::ios::binary | std::ios::trunc)
      .write(reinterpret_cast<const char*>(data), static_cast<std::streamsize>(size));
  anxin::SheetReader reader;
  anxin::SheetWriter writer([&](std::string_view bytes) { return reader.feed(bytes).has_value(); });
  if (!writer.hello()) std::abort();
  const auto written = anxin::write_geojson_sheet(scratch.file, writer);
  auto sheet = reader.take();
  if (written.has_value() != sheet.has_value()) std::abort();
  if (!sheet) return 0;
  const auto intake = anxin::take_sheet(anxin::IntakeKind::Projects, std::move(*sheet), {}, pack());
  if (intake && intake->accepted + intake->rejected.size() != intake->rows) std::abort();
  return 0;
}
