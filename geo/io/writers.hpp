// The kinds of VectorWriter, and the checked text file that two of them write. For this folder only.
#pragma once
#include <fstream>
#include <memory>
#include <string>

#include "geo/io/pending_file.hpp"
#include "geo/io/vector_out.hpp"

namespace anxin {

[[nodiscard]] Result<std::unique_ptr<VectorWriter>> make_csv_writer(PendingFile file, const OutLayer& layer);
[[nodiscard]] Result<std::unique_ptr<VectorWriter>> make_geojson_writer(PendingFile file,
                                                                        const OutLayer& layer);
[[nodiscard]] Result<std::unique_ptr<VectorWriter>> make_geopackage_writer(PendingFile file,
                                                                           const OutLayer& layer);

[[nodiscard]] Result<std::unique_ptr<VectorWriter>> make_shapefile_writer(PendingFile file,
                                                                          const OutLayer& layer);
[[nodiscard]] Result<std::unique_ptr<VectorWriter>> make_xlsx_writer(PendingFile file, const OutLayer& layer);

[[nodiscard]] std::unexpected<Error> unwritable(const PendingFile& file, std::string_view why);

// Text that goes out in pieces; every piece is checked, so that a full disk is an error and not a shorter
// file.
class CheckedText {
 public:
  explicit CheckedText(PendingFile file);
  Status put(std::string_view text);
  Status publish();

 private:
  PendingFile file_;
  std::ofstream out_;
};

}  // namespace anxin
