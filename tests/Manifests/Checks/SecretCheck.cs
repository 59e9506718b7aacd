using System.Text.RegularExpressions;
using Crm.Actors.ManifestTests.Sets;
using Crm.Actors.TestKit.Manifests;

namespace Crm.Actors.ManifestTests.Checks;

/// <summary>No manifest holds a secret: it refers to one.</summary>
internal static partial class SecretCheck
{
    public static IEnumerable<string> Problems(ManifestSet set)
    {
        foreach (var secret in set.OfKind("Secret").Where(static secret => secret.Json["data"] is not null || secret.Json["stringData"] is not null))
            yield return $"{secret}: it holds its data";
        foreach (var one in set.Objects)
        {
            foreach (var (path, _) in one.Json.Texts().Where(static text => LooksSecret(text.Text)))
                yield return $"{one}: {path} has a key or a URL with a password";
        }

        foreach (var pod in set.Pods)
        {
            foreach (var variable in pod.AllContainers.SelectMany(static container => container.ItemsAt("env")).Where(static variable => IsSecretName(variable.TextAt("name") ?? "") && !string.IsNullOrEmpty(variable.TextAt("value"))))
                yield return $"{pod.Owner}: {variable.TextAt("name")} is written out";
        }

        foreach (var map in set.OfKind("ConfigMap"))
        {
            foreach (var name in map.Json.TextsAt("data").Where(static pair => IsSecretName(pair.Key) && pair.Value.Length > 0).Select(static pair => pair.Key))
                yield return $"{map}: {name} is written out";
        }
    }

    /// <summary>Whether a text is a private key or a URL with a password.</summary>
    public static bool LooksSecret(string text) => text.Contains("PRIVATE KEY-----", StringComparison.Ordinal) || UrlWithPassword().IsMatch(text);

    /// <summary>Whether a variable of this name holds a secret itself, and not the path of a file that does.</summary>
    public static bool IsSecretName(string name) => SecretName().IsMatch(name);

    [GeneratedRegex("[a-z][a-z0-9+.-]*://[^\\s/@:?#]*:[^\\s/@$]+@", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex UrlWithPassword();

    [GeneratedRegex("(PASSWORD|PASS|SECRET|SECRETS|TOKEN|HEADERS|DATABASE_URL|REDIS_URL|RABBITMQ_URL)$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SecretName();
}
