using System.Text;
using System.Text.Json.Nodes;
using Crm.Actors.EndToEndTests.BadInput;

namespace Crm.Actors.EndToEndTests.Attacks;

/// <summary>A request of the attacker.</summary>
/// <param name="Request">What is sent.</param>
/// <param name="Token">The whole Authorization header; null for none.</param>
/// <param name="IsProtected">Whether it can only be answered with a good token.</param>
/// <param name="HasGoodToken">Whether it has one.</param>
/// <param name="IsForeign">Whether it is about something of the victim.</param>
internal sealed record FuzzRequest(OddRequest Request, string? Token, bool IsProtected, bool HasGoodToken, bool IsForeign)
{
    public override string ToString() => $"{Request} token '{Token}'";
}

/// <summary>Makes requests from a seed: each route in turn, with ids, tokens, parameters and bodies that are right, nearly right or mutated.</summary>
internal sealed class FuzzRequests(int seed, ApiOperation[] operations, FuzzTargets targets, TokenForge forge)
{
    private static readonly string[] Roles = ["ROLE_ADMIN", "ROLE_USER", "ROLE_MANAGER"];
    private static readonly string[] Forgeries = [.. ForgedTokens.All.Keys];

    private readonly Random _random = new(seed);
    private readonly string _manager = forge.Hs(claims => (claims["sub"], claims["roles"]) = (targets.Attacker.Id.ToString("D"), new JsonArray("ROLE_USER", "ROLE_MANAGER")));
    private int _next = seed;

    public FuzzRequest Next()
    {
        var operation = operations[_next++ % operations.Length];
        var (path, isForeign) = Path(operation);
        var (token, isGood) = Token();
        var headers = operation.Headers.Where(_ => Sometimes(3)).Select(name => (name, Long(Pick(OddParts.HeaderValues)))).ToList();
        var body = operation.MediaTypes.Length > 0 && !Sometimes(20) ? Body(operation) : null;
        var type = body is null ? null : Sometimes(10) ? Pick(OddParts.MediaTypes) : Pick(operation.MediaTypes);
        return new(new OddRequest(operation.Method, path + Query(operation), headers, body, type), token, !operation.IsOpen, isGood, isForeign);
    }

    private (string Path, bool IsForeign) Path(ApiOperation operation)
    {
        var isForeign = false;
        var segments = operation.Path.Split('/').Select(segment => segment switch
        {
            "{id}" => Id(operation.Path.StartsWith("/api/users", StringComparison.Ordinal), ref isForeign),
            "{role}" => Sometimes(4) ? Segment() : Pick(Roles),
            ['{', ..] => Sometimes(2) ? Segment() : Missing(),
            _ => segment,
        });
        var path = string.Join('/', segments);
        return (path, isForeign && (path.StartsWith("/api/users/", StringComparison.Ordinal) || path.StartsWith("/api/v1/deals/", StringComparison.Ordinal)));
    }

    private string Id(bool isUser, ref bool isForeign)
    {
        switch (_random.Next(8))
        {
            case 0: return Segment();
            case 1: return Missing();
            case 2 or 3 or 4:
                isForeign = true;
                return (isUser ? targets.Victim.Id : targets.ForeignDeal).ToString("D");
            default: return (isUser ? targets.Attacker.Id : targets.OwnDeal).ToString("D");
        }
    }

    private (string? Token, bool IsGood) Token() => _random.Next(12) switch
    {
        < 5 => ($"Bearer {targets.Attacker.AccessToken}", true),
        5 or 6 => ($"Bearer {_manager}", true),
        7 => (null, false),
        8 => ($"Bearer {Mutated(targets.Attacker.AccessToken)}", false),
        9 => ($"{Pick(["Basic", "bearer bearer", "Digest", "ApiKey", "Negotiate", ""])} {targets.Attacker.AccessToken}", false),
        _ => ($"Bearer {ForgedTokens.All[Pick(Forgeries)](forge)}", false),
    };

    /// <summary>Never the last character, of which some bits say nothing.</summary>
    private string Mutated(string token)
    {
        var characters = token.ToCharArray();
        var at = _random.Next(characters.Length - 1);
        characters[at] = characters[at] is 'A' ? 'B' : 'A';
        return new string(characters);
    }

    private string Query(ApiOperation operation)
    {
        var pairs = operation.Query.Where(_ => Sometimes(3)).Select(name => $"{name}={QueryValue()}").ToList();
        if (Sometimes(10))
            pairs.Add($"{Pick(OddParts.Parameters)}={QueryValue()}");
        return pairs.Count == 0 ? "" : "?" + string.Join('&', pairs);
    }

    private string QueryValue() => _random.Next(6) switch
    {
        0 => targets.FirstEventId,
        1 => targets.Victim.Id.ToString("D"),
        2 => Pick(["deal.*", "*", "1", "200", "open", "true", "title"]),
        _ => Long(Pick(OddParts.ParameterValues)),
    };

    private byte[] Body(ApiOperation operation)
    {
        var members = operation.Members.Where(_ => !Sometimes(3)).ToList();
        if (Sometimes(4))
            members.Add(Pick(OddParts.Members));
        var bytes = Encoding.UTF8.GetBytes("{" + string.Join(',', members.Select(name => $"\"{name}\":{Value(name)}")) + "}");
        return Sometimes(3) ? Mutated(bytes) : bytes;
    }

    private string Value(string name) => _random.Next(4) switch
    {
        0 => Long(Pick(OddParts.Json)),
        1 => $"\"{targets.Victim.Id:D}\"",
        2 => $"\"{Pick(Roles)}\"",
        _ => Likely(name),
    };

    private string Likely(string name) => name switch
    {
        "email" => $"\"fuzz.{_random.Next(50)}@example.com\"",
        "password" or "currentPassword" or "newPassword" => $"\"long enough for all {_random.Next(9)}\"",
        "refreshToken" => $"\"{targets.Attacker.RefreshToken[..^1]}x\"",
        "role" or "name" => $"\"{Pick(Roles)}\"",
        "amount" => "\"12.50\"",
        "currency" => "\"EUR\"",
        "tags" => "[\"a\",\"b\"]",
        "customFields" => "{\"a\":1}",
        "stage" => "\"proposal\"",
        "baseVersion" => $"{_random.Next(20)}",
        "expectedCloseDate" => "\"2027-01-01\"",
        "ids" => $"[\"{Missing()}\"]",
        "all" => "true",
        _ => $"\"{name} {_random.Next(100)}\"",
    };

    private byte[] Mutated(byte[] bytes)
    {
        var at = _random.Next(bytes.Length);
        return _random.Next(5) switch
        {
            0 => bytes[..at],
            1 => [.. bytes[..at], (byte)_random.Next(256), .. bytes[at..]],
            2 => [.. bytes[..at], .. bytes],
            3 => [.. bytes[..at], .. Encoding.UTF8.GetBytes(Long(Pick(OddParts.Json))), .. bytes[at..]],
            _ => [.. bytes[..at], (byte)(bytes[at] ^ (1 << _random.Next(8))), .. bytes[(at + 1)..]],
        };
    }

    /// <summary>A NUL in the path is refused by the web server itself, without a problem: see the raw requests.</summary>
    private string Segment() => Long(Pick(OddParts.ParameterValues)).Replace("%00", "%01", StringComparison.Ordinal);

    private string Missing() => $"00000000-0000-7000-8000-{_random.Next():x12}";

    private string Long(string part) => part.Replace(OddParts.LongText, new string('a', _random.Next(1, 3000)), StringComparison.Ordinal);

    private bool Sometimes(int oneIn) => _random.Next(oneIn) == 0;

    private T Pick<T>(T[] items) => items[_random.Next(items.Length)];
}
