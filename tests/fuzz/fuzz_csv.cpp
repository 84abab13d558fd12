// Fuzzes the whole way of a CSV file but the process border: decoding, reader, frames, header mapping,
// values, rejects. The first byte chooses the kind of import. What must hold for every input is checked, not
// only that nothing crashes.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "data/ingest/child_work.hpp"
#include "data/ingest/ingest.hpp"
#include "data/model/personal.hpp"
#include "data/model/unit_text.hpp"

namespace {

const anxin::Pack& pack() {
  static const anxin::Pack loaded = [] {
    auto p = anxin::load_pack(std::string(ANXIN_SOURCE_DIR) + "/data/packs/beijing");
    if (!p) std::abort();
    return std::move(*p);
  }();
  return loaded;
}

void must(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 1) return 0;
  // 0x80 turns to the kinds that came later, so that the corpus keeps its meaning.
  // 0xA0: those that become commands.
  const int number = (data[0] & 0xA0) == 0xA0 ? 7 + data[0] % 2
                     : data[0] & 0x80         ? 3 + data[0] % 4
                                              : data[0] % 3;
  const auto kind = static_cast<anxin::IntakeKind>(number);
  anxin::SheetReader reader;
  anxin::SheetWriter writer([&](std::string_view bytes) { return reader.feed(bytes).has_value(); });
  must(writer.hello());
  const auto written =
      anxin::write_csv_sheet(std::string(reinterpret_cast<const char*>(data) + 1, size - 1), writer);
  auto sheet = reader.take();
  must(written.has_value() == sheet.has_value());  // what our own writer writes our own reader believes
  if (!sheet) {
    must(!sheet.error().zh.empty() && !sheet.error().en.empty());
    return 0;
  }
  anxin::IntakeOptions options;
  if (data[0] & 0x40) options.crs = anxin::Crs{};
  const auto intake = anxin::take_sheet(kind, std::move(*sheet), options, pack());
  if (!intake) return 0;
  must(intake->accepted + intake->rejected.size() == intake->rows);  // nothing is dropped in silence
  for (const auto& row : intake->rejected)
    for (const auto& cell : row.cells)
      must(row.fault != anxin::Fault::PersonalData || anxin::find_personal(cell) == anxin::Personal::None);
  for (const auto& p : intake->batch.projects)
    must(p.at.is_valid() && !p.id.empty() && !p.supervising_unit.empty());
  if (anxin::becomes_commands(kind))
    must(intake->units.size() + intake->incidents.size() == intake->accepted);
  for (const auto& [unit, from] : intake->units) {
    must(unit.base.is_valid() && !unit.id.empty() && !unit.supervising_unit.empty() && unit.functions != 0);
    must(anxin::is_post_phone(unit.post_phone) && from.line > 0);
    const auto again = anxin::parse_shifts(anxin::shifts_text(unit.shifts, false));
    must(again.has_value() && *again == unit.shifts);
  }
  for (const auto& [report, from] : intake->incidents)
    must(!report.source.case_number.empty() && (report.project || report.at) && from.line > 0);
  must(!anxin::rejects_text(*intake).empty());
  return 0;
}
