using System.Collections.Frozen;
using System.Diagnostics;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.Persistence.Configuration;

namespace Crm.Actors.Persistence.Faults;

/// <summary>
/// Places where a test lets the process die. <c>CRM_FAULTS</c>, a comma list of <c>name:N</c>, ends this process by SIGKILL at the N-th
/// pass of that name. For tests only: not set, a pass does nothing.
/// </summary>
public sealed class FaultPoints : ICrashPoints
{
    private const string Variable = "CRM_FAULTS";

    private readonly FrozenDictionary<string, Countdown> _armed;

    private FaultPoints(FrozenDictionary<string, Countdown> armed) => _armed = armed;

    /// <summary>Points that do nothing.</summary>
    public static FaultPoints None { get; } = new(FrozenDictionary<string, Countdown>.Empty);

    /// <summary>What the environment asks for.</summary>
    /// <exception cref="ConfigurationException">The variable is not such a list.</exception>
    public static FaultPoints Read(EnvironmentVariables environment)
    {
        if (environment.Find(Variable) is not { } text)
            return None;
        var armed = new Dictionary<string, Countdown>(StringComparer.Ordinal);
        foreach (var item in text.Split(','))
        {
            var colon = item.IndexOf(':');
            if (colon <= 0 || !int.TryParse(item.AsSpan(colon + 1), out var pass) || pass < 1 || !armed.TryAdd(item[..colon], new Countdown(pass)))
                throw new ConfigurationException(Variable, "is not a list of name:N with N from 1, each name once");
        }

        return new(armed.ToFrozenDictionary(StringComparer.Ordinal));
    }

    /// <inheritdoc/>
    public void Pass(string name)
    {
        if (!_armed.TryGetValue(name, out var countdown) || !countdown.IsOver())
            return;
        using var self = Process.GetCurrentProcess();
        self.Kill(); // SIGKILL
        self.WaitForExit();
    }

    private sealed class Countdown(int passes)
    {
        private int _left = passes;

        public bool IsOver() => Interlocked.Decrement(ref _left) == 0;
    }
}
