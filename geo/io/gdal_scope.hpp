// What every use of GDAL in geo/io begins with: drivers of the allow-list registered once, and messages kept
// instead of printed. Not for other layers. One GdalScope lives on one thread, within one call.
#pragma once
#include <string>

namespace anxin {

class GdalScope {
 public:
  GdalScope();
  ~GdalScope();
  GdalScope(const GdalScope&) = delete;
  GdalScope& operator=(const GdalScope&) = delete;
  // The first failure that GDAL reported in this scope, one line; empty when there was none.
  [[nodiscard]] const std::string& fault() const { return fault_; }

 private:
  std::string fault_;
};

}  // namespace anxin
