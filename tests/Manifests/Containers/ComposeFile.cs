using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Crm.Actors.ManifestTests.Checks;
using Crm.Actors.TestKit.Configuration;
using Crm.Actors.TestKit.Manifests;
using Crm.Actors.TestKit.Running;

namespace Crm.Actors.ManifestTests.Containers;

/// <summary>What has to hold for <c>compose.yaml</c> (Compose Specification). It is read here, not run.</summary>
internal static partial class ComposeFile
{
    /// <summary>A line for each place where it does not hold.</summary>
    /// <param name="compose">The file.</param>
    /// <param name="inEnvironment">The value of a variable of the file that has no default.</param>
    public static IEnumerable<string> Problems(JsonNode compose, string inEnvironment)
    {
        foreach (var (name, service) in compose["services"]!.AsObject())
        {
            var problems = Image(service!).Concat(Needs(compose, service!)).Concat(Secrets(service!)).Concat(Ports(service!));
            foreach (var problem in IsOurs(service!) ? problems.Concat(Hardening(service!)).Concat(Settings(service!, inEnvironment)) : problems)
                yield return $"{name}: {problem}";
        }
    }

    /// <summary>A text with the file's variables filled in: <c>${NAME}</c>, <c>${NAME:-default}</c>, <c>${NAME:?problem}</c>, <c>$$</c>.</summary>
    public static string Filled(string text, string inEnvironment)
    {
        var filled = new StringBuilder();
        for (var at = 0; at < text.Length; at++)
        {
            if (text.AsSpan(at).StartsWith("$$", StringComparison.Ordinal))
            {
                filled.Append('$');
                at++;
            }
            else if (text.AsSpan(at).StartsWith("${", StringComparison.Ordinal))
            {
                var end = EndOf(text, at + 2);
                var inside = text[(at + 2)..end];
                var fallback = inside.IndexOf(":-", StringComparison.Ordinal);
                var refusal = inside.IndexOf(":?", StringComparison.Ordinal);
                filled.Append(fallback >= 0 && (refusal < 0 || fallback < refusal) ? Filled(inside[(fallback + 2)..], inEnvironment) : inEnvironment);
                at = end;
            }
            else
            {
                filled.Append(text[at]);
            }
        }

        return filled.ToString();
    }

    /// <summary>Where the brace that is open before <paramref name="at"/> ends.</summary>
    private static int EndOf(string text, int at)
    {
        for (var open = 1; ; at++)
        {
            open += text[at] switch { '{' => 1, '}' => -1, _ => 0 };
            if (open == 0)
                return at;
        }
    }

    private static bool IsOurs(JsonNode service) => service.TextAt("image") is { } image && (image.Contains("-silo:", StringComparison.Ordinal) || image.Contains("-gateway:", StringComparison.Ordinal));

    private static IEnumerable<string> Image(JsonNode service)
    {
        var image = Filled(service.TextAt("image") ?? "", "registry.example.com/crm");
        if (!Versioned().IsMatch(image) || image.EndsWith(":latest", StringComparison.Ordinal))
            yield return $"the image '{image}' is of no fixed version";
        if (service.TextAt("build", "dockerfile") is { } file && !File.Exists(Path.Combine(RepositoryLayout.Root, file)))
            yield return $"there is no {file}";
    }

    /// <summary>What it waits for is there, and can be waited for.</summary>
    private static IEnumerable<string> Needs(JsonNode compose, JsonNode service)
    {
        foreach (var (name, need) in service.At("depends_on") as JsonObject ?? new JsonObject())
        {
            var other = compose["services"]![name];
            if (other is null)
                yield return $"there is no service {name}";
            else if (need.TextAt("condition") == "service_healthy" && other["healthcheck"] is null)
                yield return $"{name} has no healthcheck to wait for";
        }

        foreach (var volume in service.ItemsAt("volumes").Select(static volume => volume.ToString().Split(':')[0]).Where(static volume => !volume.StartsWith('.') && !volume.StartsWith('/')))
        {
            if (compose["volumes"]?.AsObject().ContainsKey(volume) != true)
                yield return $"there is no volume {volume}";
        }
    }

    /// <summary>Whoever has the file has no password by it.</summary>
    private static IEnumerable<string> Secrets(JsonNode service) =>
        service.TextsAt("environment").Where(static variable => SecretCheck.LooksSecret(variable.Value) || (SecretCheck.IsSecretName(variable.Key) && !variable.Value.Contains("${", StringComparison.Ordinal)))
            .Select(static variable => $"{variable.Key} is written out");

    /// <summary>What is published is published to this machine alone.</summary>
    private static IEnumerable<string> Ports(JsonNode service) =>
        service.ItemsAt("ports").Select(static port => port.ToString()).Where(static port => !port.StartsWith("127.0.0.1:", StringComparison.Ordinal)).Select(static port => $"port {port} is open to everybody");

    private static IEnumerable<string> Hardening(JsonNode service)
    {
        if (service.TextAt("read_only") != "true")
            yield return "it may write to its image";
        if (service.ItemsAt("cap_drop").All(static dropped => dropped.ToString() != "ALL"))
            yield return "it has capabilities";
        if (service.ItemsAt("security_opt").All(static option => option.ToString() != "no-new-privileges:true"))
            yield return "it may gain privileges";
    }

    private static IEnumerable<string> Settings(JsonNode service, string inEnvironment)
    {
        var variables = service.TextsAt("environment").ToDictionary(static variable => variable.Key, variable => Filled(variable.Value, inEnvironment), StringComparer.Ordinal);
        foreach (var name in variables.Keys.Where(static name => !VariableCheck.IsKnown(name)))
            yield return $"nothing reads {name}";
        var settings = service.TextAt("image")!.Contains("-gateway:", StringComparison.Ordinal) ? "GatewaySettings"
            : service.ItemsAt("command").Any(static word => word.ToString() == "migrate") ? "DatabaseLogins" : "SiloSettings";
        var refusal = "";
        try
        {
            SettingsReaders.Run(SettingsReaders.All.Single(reader => reader.DeclaringType!.Name == settings), variables.GetValueOrDefault);
        }
        catch (Exception problem) when (SettingsReaders.VariableAtFault(problem) is not null)
        {
            refusal = problem.Message;
        }

        if (refusal.Length > 0)
            yield return refusal;
    }

    [GeneratedRegex("^[a-z0-9./_-]+(:[0-9]+/[a-z0-9./_-]+)?:[A-Za-z0-9_][A-Za-z0-9_.-]*$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Versioned();
}
