using System.Text.Json.Nodes;
using Crm.Actors.TestKit.Manifests;
using static Crm.Actors.ManifestTests.Planted.Plant;

namespace Crm.Actors.ManifestTests.Planted;

/// <summary>Faults for every check, in the base with every component, or in another set where that has nothing to break.</summary>
internal static class Plants
{
    public static IReadOnlyList<Plant> All { get; } =
    [
        AtContainer("schema", "a member that there is not", static container => container["imagePullPolcy"] = "Always"),
        At("schema", "a text where a number belongs", "Deployment", "crm-silo", static json => json["spec"]!["progressDeadlineSeconds"] = "soon"),
        AtContainer("schema", "a quantity that is none", static container => container["resources"]!["limits"]!["memory"] = "1 GiB"),
        Variable("schema", "CRM_COMMIT_LANES", 4),
        At("schema", "a kind that there is not", "Deployment", "crm-silo", static json => json["kind"] = "Deploymnt"),
        At("schema", "a version that there is not", "HorizontalPodAutoscaler", "crm-silo", static json => json["apiVersion"] = "autoscaling/v1beta9"),
        At("schema", "a member that a ServiceMonitor has not", "ServiceMonitor", "crm-silo", static json => json["spec"]!["endpoint"] = new JsonArray()),
        At("schema", "a PodMonitor without pods", "PodMonitor", "crm-gateway", static json => ((JsonObject)json["spec"]!).Remove("selector")),
        new("names", "an object that is there twice", static objects => objects.Add(objects[0].Copy())),
        At("names", "an object without a namespace", "Service", "crm-silo", static json => ((JsonObject)json["metadata"]!).Remove("namespace")),
        At("names", "a name that is none", "Service", "crm-silo", static json => json["metadata"]!["name"] = "crm_silo"),
        At("labels", "a workload that chooses other pods", "Deployment", "crm-silo", static json => json["spec"]!["selector"]!["matchLabels"]!["app.kubernetes.io/name"] = "crm-sil0"),
        AtPod("accounts", "an account that there is not", static spec => spec["serviceAccountName"] = "crm-sil0"),
        AtPod("accounts", "everybody's account", static spec => spec.Remove("serviceAccountName")),
        At("services", "a Service of no pods", "Service", "crm-silo", static json => json["spec"]!["selector"]!["app.kubernetes.io/name"] = "crm-sil0"),
        At("services", "a port that pods have not", "Service", "crm-silo", static json => json.ItemsAt("spec", "ports")[0]["targetPort"] = "tcp-sil0"),
        new("routes", "an Ingress to no Service", static objects => First(objects, "Ingress").ItemsAt("spec", "rules")[0].ItemsAt("http", "paths")[0]["backend"]!["service"]!["name"] = "crm-gatewai"),
        new("routes", "a VirtualService to a port that a Service has not", static objects => First(objects, "VirtualService").ItemsAt("spec", "http")[0].ItemsAt("route")[0]["destination"]!["port"]!["number"] = 81),
        At("routes", "a DestinationRule of no Service", "DestinationRule", "crm-silo", static json => json["spec"]!["host"] = "crm-sil0.crm.svc.cluster.local"),
        At("budgets", "a budget of no pods", "PodDisruptionBudget", "crm-silo", static json => json["spec"]!["selector"]!["matchLabels"]!["app.kubernetes.io/name"] = "crm-sil0"),
        new("budgets", "a workload without a budget", static objects => objects.RemoveAll(static one => one.Kind == "PodDisruptionBudget" && one.Name == "crm-silo")),
        At("scalers", "an autoscaler of nothing", "HorizontalPodAutoscaler", "crm-silo", static json => json["spec"]!["scaleTargetRef"]!["name"] = "crm-sil0"),
        At("scalers", "replicas beside an autoscaler", "Deployment", "crm-silo", static json => json["spec"]!["replicas"] = 2),
        At("scalers", "more silos at least than at most", "HorizontalPodAutoscaler", "crm-silo", static json => json["spec"]!["minReplicas"] = 99),
        At("policies", "a policy of no pods", "NetworkPolicy", "silo-to-silo", static json => json["spec"]!["podSelector"]!["matchLabels"]!["app.kubernetes.io/name"] = "crm-sil0"),
        At("policies", "a port that is not open", "NetworkPolicy", "silo-from-cluster", static json => json.ItemsAt("spec", "ingress")[0].ItemsAt("ports")[0]["port"] = 11112),
        At("policies", "a way out to a port that is not open", "NetworkPolicy", "gateway-to-silo", static json => json.ItemsAt("spec", "egress")[0].ItemsAt("ports")[0]["port"] = 30001),
        At("policies", "peers that there are none of", "NetworkPolicy", "gateway-to-silo", static json => json.ItemsAt("spec", "egress")[0].ItemsAt("to")[0]["podSelector"]!["matchLabels"]!["app.kubernetes.io/name"] = "crm-sil0"),
        At("policies", "a mesh policy of no pods", "AuthorizationPolicy", "crm-silo", static json => json["spec"]!["selector"]!["matchLabels"]!["app.kubernetes.io/name"] = "crm-sil0"),
        At("policies", "a mesh policy of a port that pods have not", "AuthorizationPolicy", "crm-silo", static json => json.ItemsAt("spec", "rules")[0].ItemsAt("to")[0].ItemsAt("operation", "ports")[0].ReplaceWith("11112")),
        At("monitors", "Services that there are none of", "ServiceMonitor", "crm-silo", static json => json["spec"]!["selector"]!["matchLabels"]!["app.kubernetes.io/name"] = "crm-sil0"),
        At("monitors", "a port that a Service has not", "ServiceMonitor", "crm-silo", static json => json.ItemsAt("spec", "endpoints")[0]["port"] = "htp"),
        At("monitors", "a port that pods have not", "PodMonitor", "crm-gateway", static json => json.ItemsAt("spec", "podMetricsEndpoints")[0]["port"] = "metric"),
        new("applications", "a path that there is not", static objects => First(objects, "Application")["spec"]!["source"]!["path"] = "k8s/overlays/test") { Set = "argocd/apps/dev" },
        new("applications", "another namespace", static objects => First(objects, "Application")["spec"]!["destination"]!["namespace"] = "default") { Set = "argocd/apps/dev" },
        new("applications", "an environment that there is not", static objects => First(objects, "ApplicationSet")["spec"]!["template"]!["spec"]!["source"]!["path"] = "k8s/argocd/apps/{{ .cluster }}") { Set = "argocd" },
        new("policies", "a database that there is none of", static objects => objects.RemoveAll(static one => one.Kind == "Cluster")) { Set = "data/overlays/dev" },
        AtContainer("images", "an image without a fixed version", static container => container["image"] = "registry.example.com/crm/silo:latest"),
        AtContainer("images", "an image of somebody else without a version", static container => container["image"] = "library/nginx"),
        AtContainer("probes", "no liveness", static container => container.Remove("livenessProbe")),
        AtContainer("probes", "no readiness", static container => container.Remove("readinessProbe")),
        AtContainer("probes", "a port that the container has not", static container => container["livenessProbe"]!["httpGet"]!["port"] = "htp"),
        AtContainer("probes", "no path", static container => ((JsonObject)container["livenessProbe"]!["httpGet"]!).Remove("path")),
        AtContainer("resources", "no memory limit", static container => ((JsonObject)container["resources"]!).Remove("limits")),
        AtContainer("resources", "no CPU request", static container => ((JsonObject)container["resources"]!["requests"]!).Remove("cpu")),
        AtPod("security", "root", static spec => ((JsonObject)spec["securityContext"]!).Remove("runAsNonRoot")),
        AtPod("security", "no seccomp profile", static spec => ((JsonObject)spec["securityContext"]!).Remove("seccompProfile")),
        AtPod("security", "variables of Services", static spec => spec.Remove("enableServiceLinks")),
        AtPod("security", "the token of the account", static spec => spec.Remove("automountServiceAccountToken")),
        AtPod("security", "the node's network", static spec => spec["hostNetwork"] = true),
        AtPod("security", "the node's files", static spec => ((JsonArray)spec["volumes"]!).Add(new JsonObject { ["name"] = "node", ["hostPath"] = new JsonObject { ["path"] = "/" } })),
        AtContainer("security", "an image that can be written to", static container => container["securityContext"]!["readOnlyRootFilesystem"] = false),
        AtContainer("security", "privileges", static container => container["securityContext"]!["privileged"] = true),
        AtContainer("security", "privileges that it may gain", static container => ((JsonObject)container["securityContext"]!).Remove("allowPrivilegeEscalation")),
        AtContainer("security", "capabilities", static container => container["securityContext"]!["capabilities"]!["add"] = new JsonArray("NET_ADMIN")),
        new("secrets", "a Secret with its data", static objects => objects.Add(new KubernetesObject(new JsonObject
        {
            ["apiVersion"] = "v1", ["kind"] = "Secret", ["metadata"] = new JsonObject { ["name"] = "x", ["namespace"] = "crm" }, ["stringData"] = new JsonObject { ["x"] = "y" },
        }))),
        Variable("secrets", "AUTH_JWT_SECRET", "0123456789abcdef0123456789abcdef"),
        Variable("secrets", "OTEL_EXPORTER_OTLP_ENDPOINT", "https://crm:hunter2@collector:4318"),
        new("secrets", "a password in a ConfigMap", static objects => First(objects, "ConfigMap")["data"]!["REDIS_URL"] = "redis://redis:6379"),
        new("secrets", "a private key in a ConfigMap", static objects => First(objects, "ConfigMap")["data"]!["key.pem"] = "-----BEGIN PRIVATE KEY-----\nMC4C"),
        AtContainer("mounts", "a volume that there is not", static container => container.ItemsAt("volumeMounts")[0]["name"] = "secret"),
        AtContainer("mounts", "a ConfigMap that there is not", static container => container.ItemsAt("envFrom")[0]["configMapRef"]!["name"] = "crm-confg"),
        AtPod("mounts", "a volume that nothing mounts", static spec => ((JsonArray)spec["volumes"]!).Add(new JsonObject { ["name"] = "more", ["emptyDir"] = new JsonObject() })),
        Variable("mounts", "TELEGRAM_API_URL_FILE", "/run/secrets/crm/TELEGRAM_API_URL"),
        Variable("mounts", "CONSUL_CLIENT_CERT", "/run/certificates/consul.pem"),
        Variable("variables", "CRM_COMMIT_LANE", "4"),
        Variable("variables", "CRM_SILO_PORT", "11111"),
        Variable("variables", "CRM_DATABASE_URL", "x"),
        NoVariable("settings", "CRM_DATABASE_URL_FILE"),
        Variable("settings", "CRM_COMMIT_LANES", "many"),
        Variable("settings", "CRM_SILO_PORT", "tcp://10.0.0.1:11111"),
    ];

    private static JsonObject First(List<KubernetesObject> objects, string kind) => objects.Find(one => one.Kind == kind)?.Json ?? throw new InvalidOperationException($"There is no {kind} to break.");
}
