{{/* Ranges no desktop may reach: private, CGNAT, link-local with metadata, special, and the cluster's own.
     ::/80 has the IPv4-compatible and the IPv4-mapped ones: Kubernetes takes no mapped range by itself. */}}
{{- define "cyberdesk.denied" -}}
{{- $v4 := list "0.0.0.0/8" "10.0.0.0/8" "100.64.0.0/10" "127.0.0.0/8" "169.254.0.0/16" "172.16.0.0/12" "192.0.0.0/24" "192.168.0.0/16" "198.18.0.0/15" "168.63.129.16/32" "224.0.0.0/4" "240.0.0.0/4" }}
{{- $v6 := list "::/80" "64:ff9b::/96" "64:ff9b:1::/48" "2001::/32" "2002::/16" "fc00::/7" "fe80::/10" "ff00::/8" }}
{{- $ours := list }}
{{- range .root.Values.networkPolicy.clusterCidrs }}
{{- if eq (contains ":" .) (eq $.family "v6") }}{{- $ours = append $ours . }}{{- end }}
{{- end }}
{{- toYaml (concat (ternary $v6 $v4 (eq .family "v6")) $ours | uniq) }}
{{- end }}
