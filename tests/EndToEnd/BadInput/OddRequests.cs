using System.Text;
using Crm.Actors.Contracts.Deals;

namespace Crm.Actors.EndToEndTests.BadInput;

/// <summary>A request that a client could send by mistake or in malice.</summary>
public sealed record OddRequest(string Method, string Path, IReadOnlyList<(string Name, string Value)> Headers, byte[]? Body, string? MediaType)
{
    public override string ToString() =>
        $"{Method} {Path} [{string.Join("; ", Headers)}] {MediaType} {(Body is null ? "" : Encoding.UTF8.GetString(Body.AsSpan(0, Math.Min(Body.Length, 300))))}";
}

/// <summary>Makes odd requests from a seed: each part is now and then wrong in one of many ways.</summary>
public sealed class OddRequests(int seed, Guid deal, Guid pipeline, Guid payment)
{
    private readonly Random _random = new(seed);

    /// <summary>The next request of the sequence.</summary>
    public OddRequest Next()
    {
        var (method, path) = Target();
        if (Sometimes(12))
            method = Pick(OddParts.Methods);
        if (method is "GET" or "HEAD" || Sometimes(10))
            path += Query();
        var headers = Enumerable.Range(0, Sometimes(3) ? _random.Next(1, 4) : 0)
            .Select(_ => (Pick(OddParts.Headers), Long(Pick(OddParts.HeaderValues))))
            .ToList();
        var hasBody = method is not ("GET" or "HEAD") && !Sometimes(20);
        return new OddRequest(method, path, headers, hasBody ? Body() : null, hasBody ? Pick(OddParts.MediaTypes) : null);
    }

    private (string Method, string Path) Target() => _random.Next(18) switch
    {
        0 => ("GET", "/api/v1/deals"),
        1 or 2 => ("POST", "/api/v1/deals"),
        3 => ("GET", $"/api/v1/deals/{Id()}"),
        4 or 5 or 6 => ("PATCH", $"/api/v1/deals/{Id()}"),
        7 or 8 => ("POST", $"/api/v1/deals/{Id()}/{Pick(OddParts.Commands)}"),
        9 => ("GET", $"/api/v1/deals/{Id()}/{(Sometimes(2) ? "history" : "diff")}"),
        10 => ("POST", $"/api/v1/deals/{Id()}/{Segment()}"),
        11 => OfPipeline(),
        12 => Pick(OddParts.DeadLetters),
        13 => Pick(OddParts.Accounts),
        14 => OfUser(),
        15 or 16 => OfPayment(),
        _ => ("GET", $"/{Pick(OddParts.Paths)}"),
    };

    private (string Method, string Path) OfUser()
    {
        var (method, path) = Pick(OddParts.OfUser);
        return (method, $"/api/users/{Id()}{path}");
    }

    private (string Method, string Path) OfPipeline() => _random.Next(4) switch
    {
        0 => ("GET", $"/api/v1/pipelines/{Pipeline()}/{(Sometimes(2) ? "summary" : "history")}"),
        1 => ("POST", "/api/v1/pipelines"),
        2 => ("PATCH", $"/api/v1/pipelines/{OwnPipeline()}"),
        _ => ("GET", Sometimes(2) ? "/api/v1/pipelines" : $"/api/v1/pipelines/{Pipeline()}"),
    };

    /// <summary>Nothing that makes more than one event.</summary>
    private (string Method, string Path) OfPayment() => _random.Next(7) switch
    {
        0 => ("GET", $"/api/v1/deals/{Id()}/{(Sometimes(2) ? "payments" : "balance")}"),
        1 => ("POST", $"/api/v1/deals/{Id()}/payments"),
        2 => ("GET", $"/api/v1/payments/{Payment()}"),
        3 => ("PATCH", $"/api/v1/payments/{Payment()}"),
        4 => ("GET", $"/api/v1/payments/{Payment()}/{Pick(OddParts.Entries)}"),
        _ => ("POST", $"/api/v1/payments/{Payment()}/{Pick(OddParts.Entries)}"),
    };

    private string Payment() => Sometimes(4) ? Segment() : payment.ToString("D");

    private string Pipeline() => Sometimes(2) ? DefaultPipeline.Id.ToString("D") : OwnPipeline();

    /// <summary>The deals of other tests are in the default one: it is not changed.</summary>
    private string OwnPipeline() => Sometimes(3) ? Id() : pipeline.ToString("D");

    private string Id() => _random.Next(4) switch
    {
        0 => Segment(),
        1 => $"00000000-0000-7000-8000-{_random.Next():x12}",
        _ => deal.ToString("D"),
    };

    /// <summary>A piece of a path. A NUL there is refused by the web server itself, without a problem: see the raw requests.</summary>
    private string Segment() => Long(Pick(OddParts.ParameterValues)).Replace("%00", "%01", StringComparison.Ordinal);

    private string Query() => Sometimes(3)
        ? ""
        : "?" + string.Join('&', Enumerable.Range(0, _random.Next(1, 4)).Select(_ => $"{Pick(OddParts.Parameters)}={Long(Pick(OddParts.ParameterValues))}"));

    private byte[] Body()
    {
        var members = Enumerable.Range(0, _random.Next(0, 5)).Select(_ => $"\"{Pick(OddParts.Members)}\":{Value()}");
        var json = "{" + string.Join(',', members) + "}";
        switch (_random.Next(24))
        {
            case 0: return Encoding.UTF8.GetBytes(json[..^1]);
            case 1: return Encoding.UTF8.GetBytes(json + "x");
            case 2: return Encoding.UTF8.GetBytes($"[{json}]");
            case 3: return [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(json)];
            case 4: return Encoding.Unicode.GetBytes(json);
            case 5: return [];
            case 6: return Encoding.UTF8.GetBytes(new string('[', _random.Next(1, 5000)));
            case 7:
                var bytes = Encoding.UTF8.GetBytes(json);
                bytes[_random.Next(bytes.Length)] = (byte)_random.Next(128, 256);
                return bytes;
            case 8: return Encoding.UTF8.GetBytes(Value());
            default: return Encoding.UTF8.GetBytes(json);
        }
    }

    private string Value() => Long(Pick(OddParts.Json));

    private string Long(string part) =>
        part.Replace(OddParts.LongText, new string('a', Sometimes(6) ? _random.Next(2000, 6000) : _random.Next(1, 300)), StringComparison.Ordinal);

    private bool Sometimes(int oneIn) => _random.Next(oneIn) == 0;

    private T Pick<T>(T[] items) => items[_random.Next(items.Length)];
}
