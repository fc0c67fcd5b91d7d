// Package crds only pins the modules that KubeVirt's custom resource definitions are generated from.
package crds

import (
	_ "kubevirt.io/api/core/v1"
	_ "kubevirt.io/api/snapshot/v1beta1"
)
