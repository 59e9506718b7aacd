using Crm.Actors.Benchmarks.Access;
using Crm.Actors.Benchmarks.Bridge;
using Crm.Actors.Benchmarks.Edits.Ours;
using Crm.Actors.Benchmarks.Memory;
using Crm.Actors.Benchmarks.Rest.Crud;
using Crm.Actors.Benchmarks.Rest.Ping;
using Crm.Actors.Benchmarks.Sse.Bare;
using Crm.Actors.Benchmarks.Sse.Client;

namespace Crm.Actors.Benchmarks;

/// <summary>The parts of a bench that run as processes of their own: peers and load clients.</summary>
internal static class Children
{
    public static Task<int> RunAsync(string[] arguments) => arguments switch
    {
        [PingApi.Part, var url] => PingApi.RunAsync(url),
        [CrudApi.Part, var url, var database] => CrudApi.RunAsync(url, database),
        [BareStreams.Part, var url] => BareStreams.RunAsync(url),
        [SseClients.Part, var port, var paths, var counter, var arrivals] => SseClients.RunAsync(int.Parse(port), paths, counter, arrivals),
        [OpenGateway.Part] => OpenGateway.RunAsync(),
        [SiloAlone.Part] => SiloAlone.RunAsync(),
        [IdleDealsSilo.Part, var writer, var reader, var orleans, var admin] => IdleDealsSilo.RunAsync(new SiloUrls(writer, reader, orleans), admin),
        _ => throw new ArgumentException($"no such part: {string.Join(' ', arguments)}", nameof(arguments)),
    };
}
