import java.nio.file.Path;
import java.util.Map;
import org.elasticsearch.common.logging.LogConfigurator;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.env.Environment;
import org.elasticsearch.node.InternalSettingsPreparer;
import org.elasticsearch.node.Node;
import org.elasticsearch.plugins.PluginsLoader;

/** Runs a node in the folder that is given, by the elasticsearch.yml in its config folder, until it is killed. */
final class ThrowawayNode {
    private static final String NAME = "throwaway";

    public static void main(String[] arguments) throws Exception {
        Path home = Path.of(arguments[0]).toAbsolutePath();
        Settings inFolder = Settings.builder().put(Environment.PATH_HOME_SETTING.getKey(), home).build();
        LogConfigurator.setNodeName(NAME);
        Environment environment =
            InternalSettingsPreparer.prepareEnvironment(inFolder, Map.of(), home.resolve("config"), () -> NAME);
        LogConfigurator.configureESLogging();
        new Node(environment, plugins(environment)).start();
        Thread.currentThread().join();
    }

    /** The distribution gives each of its modules rights of its own; a throwaway node needs none. */
    private static PluginsLoader plugins(Environment environment) {
        boolean withRights = false;
        return PluginsLoader.createPluginsLoader(
            PluginsLoader.loadModulesBundles(environment.modulesDir(), withRights),
            PluginsLoader.loadPluginsBundles(environment.pluginsDir(), withRights),
            Map.of(),
            withRights);
    }
}
