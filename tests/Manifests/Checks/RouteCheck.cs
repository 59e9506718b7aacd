using Crm.Actors.ManifestTests.Sets;
using Crm.Actors.TestKit.Manifests;

namespace Crm.Actors.ManifestTests.Checks;

/// <summary>What leads requests to Services (Ingress, HTTPRoute, Istio's VirtualService and DestinationRule) leads to one that is there, and to a port of it.</summary>
internal static class RouteCheck
{
    public static IEnumerable<string> Problems(ManifestSet set) =>
        Ingresses(set).Concat(HttpRoutes(set)).Concat(VirtualServices(set)).Concat(DestinationRules(set)).OfType<string>();

    private static IEnumerable<string?> Ingresses(ManifestSet set) =>
        from ingress in set.OfKind("Ingress")
        from path in ingress.Spec.ItemsAt("rules").SelectMany(static rule => rule.ItemsAt("http", "paths"))
        select Problem(set, ingress, path.TextAt("backend", "service", "name"), path.TextAt("backend", "service", "port", "name") ?? path.TextAt("backend", "service", "port", "number"));

    private static IEnumerable<string?> HttpRoutes(ManifestSet set) =>
        from route in set.OfKind("HTTPRoute")
        from backend in route.Spec.ItemsAt("rules").SelectMany(static rule => rule.ItemsAt("backendRefs"))
        select Problem(set, route, backend.TextAt("name"), backend.TextAt("port"));

    private static IEnumerable<string?> VirtualServices(ManifestSet set) =>
        from service in set.OfKind("VirtualService")
        from route in service.Spec.ItemsAt("http").Concat(service.Spec.ItemsAt("tcp")).SelectMany(static http => http.ItemsAt("route"))
        select Problem(set, service, route.TextAt("destination", "host"), route.TextAt("destination", "port", "number"));

    private static IEnumerable<string?> DestinationRules(ManifestSet set) =>
        set.OfKind("DestinationRule").Select(rule => Problem(set, rule, rule.Spec.TextAt("host"), null));

    private static string? Problem(ManifestSet set, KubernetesObject from, string? host, string? port)
    {
        // A host is SERVICE or SERVICE.NAMESPACE.svc.cluster.local.
        var parts = (host ?? "").Split('.');
        var space = parts.Length > 1 ? parts[1] : from.Namespace;
        var service = set.OfKind("Service").FirstOrDefault(one => one.Name == parts[0] && one.Namespace == space);
        if (service is null)
            return $"{from}: there is no Service {host}";
        return port is null || service.Spec.ItemsAt("ports").Any(open => open.TextAt("port") == port || open.TextAt("name") == port)
            ? null
            : $"{from}: {service} has no port {port}";
    }
}
