#include "geo/io/gdal_scope.hpp"

#include <cpl_conv.h>
#include <cpl_error.h>
#include <ogrsf_frmts.h>

#include <mutex>

namespace anxin {
namespace {

// Only these: GDALAllRegister takes 30 ms, loads plug-ins from a folder named by the environment and knows
// network formats.
void register_drivers() {
  static std::once_flag once;
  std::call_once(once, [] {
    RegisterOGRGeoJSON();
    RegisterOGRGeoPackage();
    RegisterOGRShape();
    RegisterOGROpenFileGDB();
    RegisterOGRLIBKML();
  });
}

void CPL_STDCALL keep(CPLErr severity, CPLErrorNum, const char* text) {
  if (severity < CE_Failure) return;
  auto* fault = static_cast<std::string*>(CPLGetErrorHandlerUserData());
  if (!fault->empty()) return;
  for (const char* c = text; *c && fault->size() < 300; ++c)
    *fault += static_cast<unsigned char>(*c) < ' ' ? ' ' : *c;
}

}  // namespace

GdalScope::GdalScope() {
  CPLPushErrorHandlerEx(keep, &fault_);
  CPLErrorReset();
  register_drivers();
}

GdalScope::~GdalScope() { CPLPopErrorHandler(); }

}  // namespace anxin
